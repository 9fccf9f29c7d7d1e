package io.alternatefutures.cli.function;

import picocli.CommandLine.Command;

/** {@code af functions}: the parent of the commands about functions. */
@Command(
    name = "functions",
    description = "Create, deploy, route, call and watch functions.",
    footer = {
      "",
      "Examples:",
      "  af functions create --name my-gateway",
      "  af functions deploy --name my-gateway --path hello.js",
      "  af functions invoke --name my-gateway --path /hello"
    })
public final class FunctionsCommand {}
