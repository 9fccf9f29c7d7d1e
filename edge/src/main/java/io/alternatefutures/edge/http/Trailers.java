package io.alternatefutures.edge.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;

/** Fields that come after a body (RFC 9110 section 6.5). */
public final class Trailers {
  private Trailers() {}

  /**
   * Leaves only those fields in {@code trailers} that may be passed on: none that frames or routes
   * a message, says who sent it, or changes how it is processed, since a receiver that merges
   * trailers into the head would be told after the fact (RFC 9110 section 6.5.1).
   */
  public static HttpHeaders clean(HttpHeaders trailers) {
    for (String name : trailers.names()) {
      if (HopByHop.contains(name) || isForbidden(name.toLowerCase(Locale.ROOT))) {
        trailers.remove(name);
      }
    }
    return trailers;
  }

  private static boolean isForbidden(String name) {
    return switch (name) {
      case "host",
          "content-length",
          "content-encoding",
          "content-type",
          "content-range",
          "trailer",
          "expect",
          "max-forwards",
          "range",
          "cache-control",
          "authorization",
          "www-authenticate",
          "cookie",
          "set-cookie",
          "age",
          "date",
          "expires",
          "location",
          "retry-after",
          "vary",
          "via",
          "forwarded",
          "x-request-id" ->
          true;
      default ->
          name.startsWith("if-")
              || name.startsWith("x-forwarded-")
              || name.startsWith("access-control-");
    };
  }

  /** Whether the sender of {@code headers} takes trailer fields (RFC 9110 section 10.1.4). */
  public static boolean areAccepted(HttpHeaders headers) {
    List<String> values = headers.getAll(HttpHeaderNames.TE);
    for (int i = 0; i < values.size(); i++) {
      if (accepts(values.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean accepts(String value) {
    for (String coding : value.split(",", -1)) {
      if (coding.strip().equalsIgnoreCase("trailers")) {
        return true;
      }
    }
    return false;
  }
}
