package io.alternatefutures.edge.cache;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.EndToEnd;
import io.alternatefutures.routing.policy.CacheRule;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps one answer as it passes, when it may be kept. Owned by one event loop. */
public final class Recording {
  private final ResponseCache cache;
  private final CacheKey key;
  private final Object route;
  private final CacheRule rule;
  private final HttpHeaders request;
  private final boolean restricted;
  private final @Nullable StoredResponse before;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable StoredResponse head;

  /**
   * @param route as in {@link StoredResponse#route}
   * @param request fields of the request as the client sent them
   * @param restricted whether the route asks for credentials
   * @param before the stale answer that the target is asked about; null for none
   */
  public Recording(
      ResponseCache cache,
      CacheKey key,
      Object route,
      CacheRule rule,
      HttpHeaders request,
      boolean restricted,
      @Nullable StoredResponse before) {
    this.cache = cache;
    this.key = key;
    this.route = route;
    this.rule = rule;
    this.request = request;
    this.restricted = restricted || request.contains(HttpHeaderNames.AUTHORIZATION);
    this.before = before;
  }

  /**
   * The head has come.
   *
   * @return the answer asked about, made fresh, when it is still the right one; else null
   */
  public @Nullable StoredResponse head(int status, HttpHeaders received) {
    HttpHeaders fields = received.copy();
    EndToEnd.clean(fields, ConnectionOptions.of(fields));
    if (status == 304 && before != null) {
      return refreshed(before, fields);
    }
    head = Storing.of(route, rule, request, restricted, status, fields, cache.now());
    return null;
  }

  /** What is kept, with the fields of a 304 in the place of its own (section 3.2). */
  private StoredResponse refreshed(StoredResponse known, HttpHeaders update) {
    HttpHeaders merged = known.headers(known.bornAt());
    merged.remove(HttpHeaderNames.AGE);
    update.remove(HttpHeaderNames.CONTENT_LENGTH);
    for (Map.Entry<String, String> field : List.copyOf(update.entries())) {
      merged.set(field.getKey(), update.getAll(field.getKey()));
    }
    StoredResponse fresh =
        Storing.of(route, rule, request, restricted, known.status(), merged, cache.now());
    if (fresh == null) {
      cache.invalidate(key);
      return known;
    }
    StoredResponse whole = with(fresh, known.body());
    cache.put(key, whole, request);
    return whole;
  }

  private static StoredResponse with(StoredResponse head, byte[] body) {
    return new StoredResponse(
        head.route(),
        head.status(),
        head.fields(),
        body,
        head.varies(),
        head.bornAt(),
        head.freshUntil(),
        head.revalidateUntil(),
        head.errorUntil());
  }

  /** Whether the answer is going to be kept, as far as is known. */
  public boolean isOn() {
    return head != null;
  }

  /** A piece of the body passes; it stays the caller's. */
  public void body(ByteBuf data) {
    if (head == null) {
      return;
    }
    if (body.size() + data.readableBytes() > rule.maxBytes()) {
      stop();
      return;
    }
    byte[] bytes = new byte[data.readableBytes()];
    data.getBytes(data.readerIndex(), bytes);
    body.writeBytes(bytes);
  }

  /** The answer will not be kept. */
  public void stop() {
    head = null;
    body.reset();
  }

  /** The answer is complete. */
  public void end() {
    StoredResponse complete = head;
    if (complete != null) {
      String length = complete.field(HttpHeaderNames.CONTENT_LENGTH);
      boolean whole = length == null || length.equals(Integer.toString(body.size()));
      if (whole) {
        cache.put(key, with(complete, body.toByteArray()), request);
      }
    }
  }
}
