package io.alternatefutures.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** {@code af}: the root of the tree of commands. */
@Command(
    name = "af",
    subcommands = HelpCommand.class,
    versionProvider = RootCommand.Version.class,
    description = {
      "A self-hosted edge-function runtime with routing.",
      "",
      "A request for http://SLUG.localhost:3000/path is matched against the function's routes and"
          + " proxied, or answered by the function's code in a sandbox."
    },
    footer = {
      "",
      "Environment:",
      "  AF_API_URL      control API (default http://127.0.0.1:4000)",
      "  AF_TOKEN        access token (default: the one in AF_DATA_DIR/credentials.json)",
      "  AF_PROJECT_ID   project (default: the token's)",
      "  AF_DATA_DIR     data directory of the runtime on this machine (default ./.af)",
      "  NO_COLOR        set it to have no colours",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage.",
      "",
      "Start here:",
      "  af runtime                              in one terminal",
      "  af functions create --name my-gateway   in another"
    })
final class RootCommand {
  /** The line of {@code af --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"af " + VersionCommand.version()};
    }
  }
}
