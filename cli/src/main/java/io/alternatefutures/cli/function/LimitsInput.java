package io.alternatefutures.cli.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.alternatefutures.cli.config.JsonText;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.model.FunctionLimit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Limits given on the command line, checked before they are sent. */
final class LimitsInput {
  private LimitsInput() {}

  /**
   * Reads the value of {@code --limits}.
   *
   * @param value a JSON object, the name of a file that holds one, or {@code null} for the defaults
   * @throws CliException when it is none of these, or the limits cannot be used
   */
  static JsonNode ofOption(CliContext context, String value) {
    String text = value.strip();
    if (text.equals("null")) {
      return NullNode.instance;
    }
    if (text.startsWith("{")) {
      return check(new JsonText("--limits", text).parse());
    }
    Path file = context.resolve(text);
    if (!Files.isRegularFile(file)) {
      throw new CliException(
          "--limits: there is no file " + context.shown(file),
          "Give a JSON object or the name of a file that holds one, for example:"
              + " --limits '{\"cpuMs\": 100}'");
    }
    return check(JsonText.ofFile(file, context.shown(file)).parse());
  }

  private static JsonNode check(JsonNode limits) {
    if (!limits.isObject()) {
      throw new CliException("--limits: expected a JSON object, but got " + limits);
    }
    try {
      FunctionLimit.parse(new ObjectMapper().convertValue(limits, Map.class));
    } catch (IllegalArgumentException e) {
      throw new CliException("--limits: " + e.getMessage());
    }
    return limits;
  }
}
