package io.alternatefutures.cli.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.terminal.Printable;
import io.alternatefutures.cli.terminal.Style;
import io.alternatefutures.cli.terminal.Table;
import io.alternatefutures.cli.terminal.Terminal;

/** Shows functions to people. */
final class FunctionView {
  private static final int MAX_ROUTES_SHOWN = 20;

  private FunctionView() {}

  static void printTable(Terminal terminal, JsonNode functions) {
    Table table = new Table("NAME", "SLUG", "STATUS", "ROUTES", "CODE", "URL");
    for (JsonNode function : functions) {
      table.add(
          text(function, "name"),
          text(function, "slug"),
          text(function, "status"),
          String.valueOf(function.path("routes").size()),
          code(function),
          text(function, "invokeUrl"));
    }
    table.print(terminal);
  }

  static void printDetails(Terminal terminal, JsonNode function) {
    line(terminal, "id", text(function, "id"));
    line(terminal, "slug", text(function, "slug"));
    line(terminal, "status", text(function, "status"));
    line(terminal, "URL", text(function, "invokeUrl"));
    line(terminal, "code", code(function));
    if (!function.path("limits").isEmpty()) {
      line(terminal, "limits", Printable.line(function.path("limits").toString()));
    }
    JsonNode routes = function.path("routes");
    line(terminal, "routes", routes.isEmpty() ? "none" : String.valueOf(routes.size()));
    routes.properties().stream()
        .limit(MAX_ROUTES_SHOWN)
        .forEach(route ->
            terminal.print(
                "           "
                    + Printable.line(route.getKey())
                    + " → "
                    + Printable.line(target(route.getValue()))));
    if (routes.size() > MAX_ROUTES_SHOWN) {
      terminal.print(
          "           and " + (routes.size() - MAX_ROUTES_SHOWN) + " more: --json shows all");
    }
  }

  private static String target(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString();
  }

  private static void line(Terminal terminal, String label, String value) {
    Style style = terminal.outStyle();
    terminal.print("  " + style.faint(label) + " ".repeat(9 - label.length()) + value);
  }

  private static String code(JsonNode function) {
    String cid = function.path("currentDeployment").path("cid").asText("");
    return cid.isEmpty() ? "none" : cid;
  }

  static String text(JsonNode json, String field) {
    return Printable.line(json.path(field).asText(""));
  }
}
