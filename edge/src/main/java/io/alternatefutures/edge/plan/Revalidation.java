package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.cache.Recording;
import io.alternatefutures.edge.cache.StoredResponse;
import io.alternatefutures.routing.policy.CacheRule;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks the target in the background whether a stale answer is still the right one, and keeps the
 * new one if not (RFC 5861 section 3). Owned by one event loop.
 */
final class Revalidation implements RouteClient {
  private final RoutePlans plans;
  private final RouteState state;
  private final RouteRequest request;
  private final StoredResponse stale;
  private final Recording recording;
  private @Nullable ProxyExchange exchange;

  Revalidation(RoutePlans plans, RouteState state, RouteRequest request, StoredResponse stale) {
    this.plans = plans;
    this.state = state;
    this.request = request;
    this.stale = stale;
    this.recording = recording(plans, state, request, stale);
  }

  static Recording recording(
      RoutePlans plans, RouteState state, RouteRequest request, @Nullable StoredResponse before) {
    CacheRule rule = Objects.requireNonNull(state.policies().cache());
    return new Recording(
        plans.cache(),
        request.cacheKey(),
        state.route(),
        rule,
        request.headers().copy(),
        state.authenticator() != null,
        before);
  }

  /** Whether a request must not be served without asking the target (RFC 9111 section 5.2.1). */
  static boolean isDemanded(HttpHeaders fields) {
    String control = fields.get(HttpHeaderNames.CACHE_CONTROL);
    return control != null && (control.contains("no-cache") || control.contains("max-age=0"));
  }

  /** A copy without the client's own conditions: the answer is to be whole. */
  static HttpHeaders unconditional(HttpHeaders fields) {
    return fields
        .copy()
        .remove(HttpHeaderNames.IF_NONE_MATCH)
        .remove(HttpHeaderNames.IF_MODIFIED_SINCE)
        .remove(HttpHeaderNames.IF_MATCH)
        .remove(HttpHeaderNames.IF_UNMODIFIED_SINCE);
  }

  void start(EventLoop loop) {
    HttpHeaders fields = unconditional(request.headers());
    stale.makeConditional(fields);
    ProxyExchange opened =
        new ProxyExchange(plans, loop, state, request.with("GET", fields), this, null);
    exchange = opened;
    opened.start();
    opened.end();
  }

  @Override
  public void onHead(int status, HttpHeaders headers) {
    boolean settled = status >= 500 || recording.head(status, headers) != null;
    if (settled && exchange != null) {
      exchange.cancel();
      landed();
    }
  }

  @Override
  public void onBody(ByteBuf data) {
    recording.body(data);
    data.release();
  }

  @Override
  public void onTrailers(HttpHeaders trailers) {
    recording.stop();
  }

  @Override
  public void onEnd(long cpuNanos) {
    recording.end();
    landed();
  }

  @Override
  public void onFailure(FailureCode code, String detail) {
    landed();
  }

  @Override
  public void onRefused(Refusal reason, HttpHeaders fields) {
    landed();
  }

  @Override
  public void onWritable() {}

  private void landed() {
    plans.cache().landed(request.cacheKey());
  }
}
