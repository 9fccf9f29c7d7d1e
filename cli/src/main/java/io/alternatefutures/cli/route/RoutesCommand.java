package io.alternatefutures.cli.route;

import picocli.CommandLine.Command;

/** {@code af functions routes}: the parent of the commands about routes. */
@Command(
    name = "routes",
    description = "Show a function's routes, and explain which one a path takes.",
    footer = {
      "",
      "Examples:",
      "  af functions routes list --name my-gateway",
      "  af functions routes test /api/users/7 --name my-gateway"
    })
public final class RoutesCommand {}
