package io.alternatefutures.server.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.alternatefutures.edge.trace.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Batches of spans as OTLP has them in JSON (opentelemetry-proto, "JSON Protobuf Encoding"). */
final class OtlpJson {
  private static final int STATUS_ERROR = 2;

  private final JsonFactory factory = new JsonFactory();
  private final Map<String, String> resource;

  /**
   * @param resource attributes of this program
   */
  OtlpJson(Map<String, String> resource) {
    this.resource = resource;
  }

  /** The body of an export request. */
  byte[] encode(List<Span> spans) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(spans.size() * 512);
    try (JsonGenerator out = factory.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeArrayFieldStart("resourceSpans");
      out.writeStartObject();
      out.writeObjectFieldStart("resource");
      attributes(out, resource);
      out.writeEndObject();
      out.writeArrayFieldStart("scopeSpans");
      out.writeStartObject();
      out.writeObjectFieldStart("scope");
      out.writeStringField("name", "io.alternatefutures.runtime");
      out.writeEndObject();
      out.writeArrayFieldStart("spans");
      for (Span span : spans) {
        span(out, span);
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }

  private static void span(JsonGenerator out, Span span) throws IOException {
    out.writeStartObject();
    out.writeStringField("traceId", span.context().traceId());
    out.writeStringField("spanId", span.context().spanId());
    if (span.parentId() != null) {
      out.writeStringField("parentSpanId", span.parentId());
    }
    if (!span.context().state().isEmpty()) {
      out.writeStringField("traceState", span.context().state());
    }
    out.writeStringField("name", span.name());
    out.writeNumberField("kind", kind(span.kind()));
    out.writeStringField("startTimeUnixNano", Long.toString(span.startNanos()));
    out.writeStringField("endTimeUnixNano", Long.toString(span.endNanos()));
    attributes(out, span.attributes());
    if (span.error()) {
      out.writeObjectFieldStart("status");
      out.writeNumberField("code", STATUS_ERROR);
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static int kind(Span.Kind kind) {
    return switch (kind) {
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
    };
  }

  private static void attributes(JsonGenerator out, Map<String, ?> attributes) throws IOException {
    out.writeArrayFieldStart("attributes");
    for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
      out.writeStartObject();
      out.writeStringField("key", attribute.getKey());
      out.writeObjectFieldStart("value");
      switch (attribute.getValue()) {
        case Long number -> out.writeStringField("intValue", number.toString());
        case Double number -> out.writeNumberField("doubleValue", number);
        case Object text -> out.writeStringField("stringValue", text.toString());
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
