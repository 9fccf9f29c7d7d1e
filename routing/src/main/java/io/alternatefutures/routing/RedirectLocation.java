package io.alternatefutures.routing;

import org.jspecify.annotations.Nullable;

/**
 * Where a redirection leads.
 *
 * @param prefix scheme, host and port; empty for a place on the same host
 * @param path how path and query are made
 */
record RedirectLocation(String prefix, TargetTemplate path) {
  String of(RouteMatch match, @Nullable String rawQuery) {
    StringBuilder out = new StringBuilder(prefix);
    path.appendRequestTarget(out, match, rawQuery == null ? "" : rawQuery);
    if (prefix.isEmpty()) {
      // Two slashes at the start would name another host.
      int slashes = 0;
      while (slashes < out.length() && out.charAt(slashes) == '/') {
        slashes++;
      }
      out.delete(0, slashes - 1);
    }
    return out.toString();
  }
}
