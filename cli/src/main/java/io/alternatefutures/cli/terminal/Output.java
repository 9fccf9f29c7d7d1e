package io.alternatefutures.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Option;

/** The option {@code --json} of every command that prints data. */
public final class Output {
  @Option(
      names = "--json",
      description = "Print the result as JSON, for programs. Nothing else goes to standard output.")
  private boolean json;

  /** Whether a program reads the result. */
  public boolean isJson() {
    return json;
  }

  /** Prints {@code value} for programs, or lets {@code people} print for people. */
  public void print(Terminal terminal, JsonNode value, Runnable people) {
    if (json) {
      terminal.print(value.toPrettyString());
    } else {
      people.run();
    }
  }
}
