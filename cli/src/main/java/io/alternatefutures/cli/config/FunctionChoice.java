package io.alternatefutures.cli.config;

import io.alternatefutures.cli.context.CliContext;
import picocli.CommandLine.Option;

/** The option {@code --name} of every command that is about one function. */
public final class FunctionChoice {
  @Option(
      names = "--name",
      paramLabel = "<name>",
      description = {
        "Name of the function.",
        "May be left out where " + ConfigFile.NAME + " has exactly one function."
      })
  private String name = "";

  /** The name given, or the only one that the configuration file has. */
  public String choose(CliContext context) {
    return name.isEmpty() ? ConfigFile.find(context).choose(name, "--name") : name;
  }
}
