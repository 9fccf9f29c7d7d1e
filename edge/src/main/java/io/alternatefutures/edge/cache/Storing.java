package io.alternatefutures.edge.cache;

import io.alternatefutures.routing.policy.CacheRule;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides whether an answer may be kept, and for how long (RFC 9111 sections 3 and 4.2). */
final class Storing {
  private Storing() {}

  /**
   * What to keep of an answer to GET, its body left out.
   *
   * @param restricted whether the request had credentials
   * @return null when it must not be kept, or is of no use
   */
  static @Nullable StoredResponse of(
      Object route,
      CacheRule rule,
      HttpHeaders request,
      boolean restricted,
      int status,
      HttpHeaders headers,
      long now) {
    CacheControl control = CacheControl.of(headers);
    String vary = String.join(",", headers.getAll(HttpHeaderNames.VARY));
    boolean forbidden =
        !isKeepable(status)
            || control.has("no-store")
            || control.has("private")
            || CacheControl.of(request).has("no-store")
            || headers.contains(HttpHeaderNames.SET_COOKIE)
            || vary.contains("*")
            || (restricted && !isPublic(control));
    if (forbidden) {
      return null;
    }
    long fresh = freshMillis(rule, control, headers, now);
    boolean mustAsk = control.has("must-revalidate") || control.has("proxy-revalidate");
    long revalidate =
        mustAsk
            ? 0
            : graceMillis(
                control, "stale-while-revalidate", rule.staleWhileRevalidate().toMillis());
    long error =
        mustAsk ? 0 : graceMillis(control, "stale-if-error", rule.staleIfError().toMillis());
    boolean validated =
        headers.contains(HttpHeaderNames.ETAG) || headers.contains(HttpHeaderNames.LAST_MODIFIED);
    if (fresh <= 0 && !validated && revalidate == 0 && error == 0) {
      return null;
    }
    long born = now - ageMillis(headers);
    long until = born + fresh;
    return new StoredResponse(
        route,
        status,
        StoredResponse.copy(headers),
        new byte[0],
        varies(vary, request),
        born,
        until,
        Math.max(until, born) + revalidate,
        Math.max(until, born) + error);
  }

  private static boolean isKeepable(int status) {
    return switch (status) {
      case 200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501 -> true;
      default -> false;
    };
  }

  /** Whether an answer to a request with credentials may be given to others (section 3.5). */
  private static boolean isPublic(CacheControl control) {
    return control.has("public") || control.has("s-maxage") || control.has("must-revalidate");
  }

  private static long freshMillis(
      CacheRule rule, CacheControl control, HttpHeaders headers, long now) {
    if (control.has("no-cache")) {
      return 0;
    }
    if (control.has("s-maxage")) {
      return control.seconds("s-maxage") * 1_000;
    }
    if (control.has("max-age")) {
      return control.seconds("max-age") * 1_000;
    }
    String expires = headers.get(HttpHeaderNames.EXPIRES);
    if (expires != null) {
      long at = millis(expires);
      String date = headers.get(HttpHeaderNames.DATE);
      long made = date == null ? -1 : millis(date);
      return at < 0 ? 0 : at - (made < 0 ? now : made);
    }
    return rule.ttl().toMillis();
  }

  /** Milliseconds since 1970; -1 when the text is no date. */
  private static long millis(String date) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)).toEpochMilli();
    } catch (DateTimeException _) {
      return -1;
    }
  }

  private static long graceMillis(CacheControl control, String name, long otherwise) {
    return control.has(name) ? control.seconds(name) * 1_000 : otherwise;
  }

  private static long ageMillis(HttpHeaders headers) {
    String age = headers.get(HttpHeaderNames.AGE);
    boolean valid =
        age != null
            && !age.isEmpty()
            && age.length() <= 9
            && age.chars().allMatch(c -> c >= '0' && c <= '9');
    return valid ? Long.parseLong(age) * 1_000 : 0;
  }

  private static List<StoredResponse.Varying> varies(String vary, HttpHeaders request) {
    List<StoredResponse.Varying> varies = new ArrayList<>();
    for (String part : vary.split(",", -1)) {
      String name = part.strip().toLowerCase(Locale.ROOT);
      if (!name.isEmpty()) {
        varies.add(new StoredResponse.Varying(name, StoredResponse.requested(request, name)));
      }
    }
    return varies;
  }
}
