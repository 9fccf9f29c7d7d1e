package io.alternatefutures.cli.domain;

import picocli.CommandLine.Parameters;

/** The parameters of every command that is about one domain. */
final class DomainChoice {
  @Parameters(index = "0", paramLabel = "<name>", description = "Name of the function.")
  private String function = "";

  @Parameters(
      index = "1",
      paramLabel = "<domain>",
      description = "Full host name, such as www.example.org.")
  private String domain = "";

  String function() {
    return function;
  }

  String domain() {
    return domain;
  }
}
