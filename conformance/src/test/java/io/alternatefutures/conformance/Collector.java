package io.alternatefutures.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.alternatefutures.testkit.Origin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Takes spans by OTLP over HTTP, in JSON, as collectors do. */
final class Collector implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> batches = new CopyOnWriteArrayList<>();
  private final Origin origin = Origin.start(this::take);

  private void take(HttpExchange exchange) throws IOException {
    batches.add(JSON.readTree(exchange.getRequestBody()));
    Origin.answer(
        exchange, 200, "application/json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  String url() {
    return origin.url();
  }

  /** The requests so far, as {@code METHOD target}. */
  List<String> requests() {
    return origin.requests();
  }

  /** Attributes of the program that sent the first batch. */
  Map<String, String> resource() {
    return attributes(batches.getFirst().at("/resourceSpans/0/resource"));
  }

  /** All spans of a trace. */
  List<Span> spans(String traceId) {
    return batches.stream()
        .flatMap(batch -> batch.at("/resourceSpans/0/scopeSpans/0/spans").valueStream())
        .map(Span::new)
        .filter(span -> span.traceId().equals(traceId))
        .toList();
  }

  private static Map<String, String> attributes(JsonNode holder) {
    return holder
        .path("attributes")
        .valueStream()
        .collect(
            Collectors.toMap(
                attribute -> attribute.path("key").asText(),
                attribute -> attribute.path("value").iterator().next().asText()));
  }

  @Override
  public void close() {
    origin.close();
  }

  /** A span as it was sent. */
  record Span(JsonNode json) {
    String traceId() {
      return json.path("traceId").asText();
    }

    String id() {
      return json.path("spanId").asText();
    }

    /** Empty for the first of a trace. */
    String parent() {
      return json.path("parentSpanId").asText();
    }

    String name() {
      return json.path("name").asText();
    }

    long start() {
      return Long.parseLong(json.path("startTimeUnixNano").asText());
    }

    long end() {
      return Long.parseLong(json.path("endTimeUnixNano").asText());
    }

    boolean isError() {
      return json.at("/status/code").asInt() == 2;
    }

    Map<String, String> attributes() {
      return Collector.attributes(json);
    }
  }
}
