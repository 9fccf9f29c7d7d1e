package io.alternatefutures.cli.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.alternatefutures.cli.config.JsonText;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.routing.InvalidRoutesException;
import io.alternatefutures.routing.Routes;
import java.nio.file.Files;
import java.nio.file.Path;

/** Routes given on the command line or in the configuration file, checked before they are sent. */
public final class RoutesInput {
  private RoutesInput() {}

  /**
   * Reads the value of {@code --routes}.
   *
   * @param value a JSON object, the name of a file that holds one, or {@code null} for no routes
   * @throws CliException when it is none of these, or the routes cannot be used
   */
  public static JsonNode ofOption(CliContext context, String value) {
    String text = value.strip();
    if (text.equals("null")) {
      return NullNode.instance;
    }
    if (looksLikeJson(text)) {
      return check(new JsonText("--routes", text).parse(), "--routes");
    }
    Path file = context.resolve(text);
    String shown = context.shown(file);
    if (!Files.exists(file)) {
      throw new CliException(
          "--routes: file not found: " + shown,
          "Give a JSON object or the name of a file that holds one, for example:"
              + " --routes '{\"/api/*\": \"https://example.com\"}'");
    }
    if (Files.isDirectory(file)) {
      throw new CliException("--routes: " + shown + " is a folder, not a file");
    }
    return check(JsonText.ofFile(file, shown).parse(), shown);
  }

  /**
   * Checks routes with the rules of the runtime.
   *
   * @param source where they came from, for the message
   */
  public static JsonNode check(JsonNode routes, String source) {
    try {
      Routes.parse(new ObjectMapper().convertValue(routes, Object.class));
    } catch (InvalidRoutesException e) {
      throw new CliException(e.getMessage() + " (in " + source + ")");
    }
    return routes;
  }

  private static boolean looksLikeJson(String text) {
    return text.isEmpty() || "{[\"".indexOf(text.charAt(0)) >= 0;
  }
}
