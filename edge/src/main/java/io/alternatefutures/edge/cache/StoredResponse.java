package io.alternatefutures.edge.cache;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One answer that is kept. Immutable. Times are milliseconds since 1970.
 *
 * @param route tells which route's answer this is: of the same route, but with other options, it is
 *     not used
 * @param varies names of request fields and the values this is the answer to; null for none
 * @param bornAt when it was made by the target, by our clock
 * @param freshUntil until when it may be given without asking the target
 * @param revalidateUntil until when it may be given while the target is asked
 * @param errorUntil until when it may be given when the target fails
 */
public record StoredResponse(
    Object route,
    int status,
    List<Map.Entry<String, String>> fields,
    byte[] body,
    List<Varying> varies,
    long bornAt,
    long freshUntil,
    long revalidateUntil,
    long errorUntil) {
  private static final int OVERHEAD = 512;

  /**
   * A request field and its value.
   *
   * @param value null for none
   */
  public record Varying(String name, @Nullable String value) {}

  public StoredResponse {
    fields = List.copyOf(fields);
    varies = List.copyOf(varies);
  }

  static List<Map.Entry<String, String>> copy(HttpHeaders headers) {
    List<Map.Entry<String, String>> copy = new ArrayList<>(headers.size());
    headers.forEach(field -> copy.add(Map.entry(field.getKey(), field.getValue())));
    return copy;
  }

  static @Nullable String requested(HttpHeaders request, String name) {
    List<String> values = request.getAll(name);
    return values.isEmpty() ? null : String.join(",", values);
  }

  boolean answers(HttpHeaders request) {
    for (Varying varying : varies) {
      if (!Objects.equals(varying.value(), requested(request, varying.name()))) {
        return false;
      }
    }
    return true;
  }

  /** The fields of the answer, with its age in whole seconds. */
  public HttpHeaders headers(long nowMillis) {
    HttpHeaders headers =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    for (Map.Entry<String, String> field : fields) {
      headers.add(field.getKey(), field.getValue());
    }
    headers.set(HttpHeaderNames.AGE, Long.toString(Math.max(0, (nowMillis - bornAt) / 1_000)));
    return headers;
  }

  @Nullable String field(CharSequence name) {
    for (Map.Entry<String, String> field : fields) {
      if (name.toString().equalsIgnoreCase(field.getKey())) {
        return field.getValue();
      }
    }
    return null;
  }

  /** Whether the target can be asked if this is still its answer. */
  public boolean hasValidator() {
    return field(HttpHeaderNames.ETAG) != null || field(HttpHeaderNames.LAST_MODIFIED) != null;
  }

  /** Makes a request ask whether this is still the answer (RFC 9110 section 13.1). */
  public void makeConditional(HttpHeaders request) {
    String tag = field(HttpHeaderNames.ETAG);
    String modified = field(HttpHeaderNames.LAST_MODIFIED);
    if (tag != null) {
      request.set(HttpHeaderNames.IF_NONE_MATCH, tag);
    }
    if (modified != null) {
      request.set(HttpHeaderNames.IF_MODIFIED_SINCE, modified);
    }
  }

  /** Whether who makes this request has the answer already (RFC 9110 section 13.2.2). */
  public boolean isKnownTo(HttpHeaders request) {
    String tags = requested(request, "if-none-match");
    if (tags != null) {
      return status == 200 && isAmong(tags);
    }
    String since = request.get(HttpHeaderNames.IF_MODIFIED_SINCE);
    return status == 200 && since != null && since.equals(field(HttpHeaderNames.LAST_MODIFIED));
  }

  private boolean isAmong(String tags) {
    String tag = field(HttpHeaderNames.ETAG);
    if (tags.strip().equals("*")) {
      return true;
    }
    if (tag == null) {
      return false;
    }
    for (String each : tags.split(",", -1)) {
      if (weak(each.strip()).equals(weak(tag))) {
        return true;
      }
    }
    return false;
  }

  private static String weak(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  /** Bytes it takes, roughly. */
  int weight() {
    long bytes = OVERHEAD + (long) body.length;
    for (Map.Entry<String, String> field : fields) {
      bytes += 64L + field.getKey().length() + field.getValue().length();
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
