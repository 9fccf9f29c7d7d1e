package io.alternatefutures.cli.env;

import picocli.CommandLine.Command;

/** {@code af env}: the parent of the commands about a function's env. */
@Command(
    name = "env",
    description = {
      "Set, list and remove the values that a function's code finds in its env.",
      "",
      "They are kept encrypted by the server and never given out. A change deploys the function's"
          + " code again, so that a rollback brings the values back as well."
    },
    footer = {
      "",
      "Examples:",
      "  af env set API_KEY=abc MODE=live --name my-gateway",
      "  af env list --name my-gateway",
      "  af env unset MODE --name my-gateway"
    })
public final class EnvCommand {}
