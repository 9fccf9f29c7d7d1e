package io.alternatefutures.edge.plan;

import io.alternatefutures.routing.policy.Cors;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The CORS protocol (Fetch standard, section "CORS protocol"). */
final class CorsAnswer {
  private CorsAnswer() {}

  /**
   * The fields that answer a preflight request, besides those of {@link #apply}; null when it is
   * none.
   */
  static @Nullable HttpHeaders preflight(Cors cors, RouteRequest request) {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    boolean asked =
        origin != null
            && request.method().equals("OPTIONS")
            && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    if (!asked) {
      return null;
    }
    HttpHeaders fields = new DefaultHttpHeaders();
    if (cors.allows(origin)) {
      fields.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", cors.methods()));
      if (!cors.headers().isEmpty()) {
        fields.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, String.join(", ", cors.headers()));
      }
      fields.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, Long.toString(cors.maxAge().toSeconds()));
    }
    return fields;
  }

  /** Puts into an answer what lets scripts read it, in the place of what its author said. */
  static void apply(Cors cors, RouteRequest request, HttpHeaders fields) {
    fields.remove(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN);
    fields.remove(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS);
    fields.remove(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS);
    if (allow(cors, request, fields) && !cors.expose().isEmpty()) {
      fields.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(", ", cors.expose()));
    }
  }

  private static boolean allow(Cors cors, RouteRequest request, HttpHeaders fields) {
    boolean any = cors.origins().contains("*");
    if (!any) {
      fields.add(HttpHeaderNames.VARY, "Origin");
    }
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (origin == null || !cors.allows(origin)) {
      return false;
    }
    fields.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, any ? "*" : origin);
    if (cors.credentials()) {
      fields.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }
    return true;
  }
}
