package io.alternatefutures.server;

import io.alternatefutures.edge.AccessRecord;
import io.alternatefutures.model.CatalogEntry;

/** Lines for a person who watches the terminal. Control characters of clients are shown as dots. */
final class PrettyAccessLine implements AccessLineFormat {
  @Override
  public void append(StringBuilder out, AccessRecord entry) {
    CatalogEntry function = entry.function();
    out.append("📨 Request: ").append(safe(entry.method())).append(' ').append(safe(entry.path()));
    if (function == null) {
      out.append(" [Host: ").append(safe(entry.host())).append("]\n");
    } else {
      out.append(" [Function: ").append(function.slug()).append("]\n");
      out.append("🔍 Function found: ").append(function.name());
      out.append(" (").append(function.id()).append(")\n");
      out.append("📋 Routes configured: ").append(function.routes().size()).append('\n');
    }
    result(out, entry);
  }

  private static void result(StringBuilder out, AccessRecord entry) {
    boolean good = entry.code() == null;
    out.append(good ? "✅ " : "❌ ");
    switch (entry.decision()) {
      case "forward" ->
          out.append("Route matched (")
              .append(entry.routePattern())
              .append(") - proxied to target");
      case "invoke" -> out.append("Function executed");
      default -> out.append("Refused");
    }
    out.append(": ").append(entry.status());
    if (!good) {
      out.append(' ').append(entry.code());
      if (entry.detail() != null) {
        out.append(" - ").append(safe(entry.detail()));
      }
    }
    out.append(" in ").append(entry.totalNanos() / 1_000_000).append(" ms\n");
  }

  private static String safe(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '.' : c));
    return shown.toString();
  }
}
