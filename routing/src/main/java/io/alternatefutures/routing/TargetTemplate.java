package io.alternatefutures.routing;

/**
 * A route's target URL, parsed once.
 *
 * @param path of the target; starts with {@code /}
 * @param query of the target without {@code ?}; may be empty
 * @param appendsRest whether what the pattern's first wildcard matched follows the path
 */
record TargetTemplate(
    TargetOrigin origin, UrlTemplate path, UrlTemplate query, boolean appendsRest) {

  /** The origin-form (RFC 9112 section 3.2.1) of what the target is asked for. */
  void appendRequestTarget(StringBuilder out, RouteMatch match, String rawQuery) {
    int start = out.length();
    path.appendPath(out, match);
    if (appendsRest) {
      match.appendRest(out);
    }
    if (out.length() == start) {
      out.append('/');
    }
    if (query.isEmpty() && rawQuery.isEmpty()) {
      return;
    }
    out.append('?');
    int queryStart = out.length();
    query.appendQuery(out, match);
    if (!rawQuery.isEmpty()) {
      boolean separated = out.length() == queryStart || out.charAt(out.length() - 1) == '&';
      if (!separated) {
        out.append('&');
      }
      appendRawQuery(out, rawQuery);
    }
  }

  /** A query must not end the request line or become a fragment. */
  static void appendRawQuery(StringBuilder out, String rawQuery) {
    for (int i = 0; i < rawQuery.length(); i++) {
      if (!PathCharacters.isQuery(rawQuery.charAt(i))) {
        appendEscaped(out, PathCharacters.toWireUnlessBytes(rawQuery));
        return;
      }
    }
    out.append(rawQuery);
  }

  private static void appendEscaped(StringBuilder out, String query) {
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (PathCharacters.isQuery(c)) {
        out.append(c);
      } else {
        PathCharacters.appendEscape(out, c);
      }
    }
  }
}
