package io.alternatefutures.cli.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.terminal.Printable;
import io.alternatefutures.cli.terminal.Terminal;

/** Shows domains to people. */
final class DomainView {
  private DomainView() {}

  /** The record to add, as a line of a zone file. */
  static void printRecord(Terminal terminal, JsonNode domain) {
    terminal.print(
        "  "
            + Printable.line(domain.path("recordName").asText())
            + ". TXT \""
            + Printable.line(domain.path("recordValue").asText())
            + "\"");
  }
}
