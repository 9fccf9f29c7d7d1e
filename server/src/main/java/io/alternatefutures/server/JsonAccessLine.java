package io.alternatefutures.server;

import io.alternatefutures.edge.AccessRecord;
import io.alternatefutures.model.CatalogEntry;
import org.jspecify.annotations.Nullable;

/** One JSON object a line; fields that have no value are left out. Times are in milliseconds. */
final class JsonAccessLine implements AccessLineFormat {
  @Override
  public void append(StringBuilder out, AccessRecord entry) {
    out.append("{\"time\":\"").append(entry.started()).append('"');
    text(out, "requestId", entry.requestId());
    text(out, "traceId", entry.traceId());
    text(out, "client", entry.client());
    text(out, "method", entry.method());
    text(out, "host", entry.host());
    text(out, "path", entry.path());
    CatalogEntry function = entry.function();
    if (function != null) {
      text(out, "function", function.slug().value());
      text(out, "functionId", function.id().value());
    }
    text(out, "decision", entry.decision());
    text(out, "route", entry.routePattern());
    out.append(",\"status\":").append(entry.status());
    text(out, "code", entry.code());
    text(out, "detail", entry.detail());
    millis(out, "headMs", entry.headNanos());
    millis(out, "totalMs", entry.totalNanos());
    if (entry.cpuNanos() > 0) {
      millis(out, "cpuMs", entry.cpuNanos());
    }
    out.append(",\"requestBytes\":").append(entry.requestBytes());
    out.append(",\"responseBytes\":").append(entry.responseBytes()).append("}\n");
  }

  private static void millis(StringBuilder out, String name, long nanos) {
    long micros = nanos / 1_000;
    out.append(",\"").append(name).append("\":").append(micros / 1_000).append('.');
    long rest = micros % 1_000;
    out.append(rest < 100 ? "0" : "").append(rest < 10 ? "0" : "").append(rest);
  }

  private static void text(StringBuilder out, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return;
    }
    out.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
