package io.alternatefutures.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.bundle.Module;
import io.alternatefutures.cli.terminal.Printable;
import java.time.Duration;
import java.util.StringJoiner;

/** What a deployment did. */
public record Deployed(
    JsonNode function,
    JsonNode deployment,
    Module module,
    Uploader.Result uploaded,
    Duration took) {

  /** The same with the time since {@code start}, a value of {@link System#nanoTime()}. */
  Deployed tookSince(long start) {
    return new Deployed(
        function, deployment, module, uploaded, Duration.ofNanos(System.nanoTime() - start));
  }

  String name() {
    return text(function, "name");
  }

  String url() {
    return text(function, "invokeUrl");
  }

  String cid() {
    return text(deployment, "cid");
  }

  /** Empty when there are no assets. */
  String assetsCid() {
    return text(deployment, "assetsCid");
  }

  int bytes() {
    return module.size();
  }

  boolean isBundled() {
    return module.origin() == Module.Origin.BUNDLE;
  }

  boolean wasThere() {
    return uploaded == Uploader.Result.ALREADY_THERE;
  }

  /**
   * How many live instances serve it, and which do not yet; empty when the server tells nothing.
   */
  String spread() {
    JsonNode rollout = deployment.path("rollout");
    if (!rollout.isObject()) {
      return "";
    }
    StringJoiner lagging = new StringJoiner(", ", "; not yet: ", "").setEmptyValue("");
    rollout.path("lagging").forEach(name -> lagging.add(Printable.line(name.asText())));
    return rollout.path("serving").asInt()
        + " of "
        + rollout.path("live").asInt()
        + " instances"
        + lagging;
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", function.path("name").asText());
    json.put("cid", deployment.path("cid").asText());
    json.put("invokeUrl", function.path("invokeUrl").asText());
    json.put("size", bytes());
    json.put("bundled", isBundled());
    json.put("uploaded", !wasThere());
    json.put("durationMillis", took.toMillis());
    json.set("deployment", deployment);
    return json;
  }

  private static String text(JsonNode json, String field) {
    return Printable.line(json.path(field).asText(""));
  }
}
