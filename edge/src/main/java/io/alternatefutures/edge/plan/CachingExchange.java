package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.cache.CacheKey;
import io.alternatefutures.edge.cache.Recording;
import io.alternatefutures.edge.cache.ResponseCache;
import io.alternatefutures.edge.cache.StoredResponse;
import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.origin.OriginRequest;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request that a kept answer may serve, and whose answer may be kept. Of requests for the same
 * at the same time one asks the target, and the others wait for what it gets. Owned by its event
 * loop.
 */
final class CachingExchange implements Exchange, RouteClient {
  private static final String STATUS_FIELD = "Cache-Status";

  private final RoutePlans plans;
  private final EventLoop loop;
  private final RouteState state;
  private final RouteRequest request;
  private final RouteClient client;
  private final @Nullable FunctionCode code;
  private final CacheKey key;

  private @Nullable Exchange answering;
  private @Nullable Recording recording;
  private @Nullable StoredResponse stale;
  private boolean fetching;
  private boolean headSeen;
  private boolean paused;
  private boolean done;

  CachingExchange(
      RoutePlans plans,
      EventLoop loop,
      RouteState state,
      RouteRequest request,
      RouteClient client,
      @Nullable FunctionCode code) {
    this.plans = plans;
    this.loop = loop;
    this.state = state;
    this.request = request;
    this.client = client;
    this.code = code;
    this.key = request.cacheKey();
  }

  /** Whether kept answers are of any use to a request. */
  static boolean isFor(RouteRequest request) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    boolean bare = request.contentLength() == 0 || request.contentLength() == OriginRequest.NO_BODY;
    return reads
        && bare
        && request.upgrade() == null
        && !request.headers().contains(HttpHeaderNames.RANGE);
  }

  void start() {
    ResponseCache cache = plans.cache();
    StoredResponse known = cache.find(key, state.route(), request.headers());
    long now = cache.now();
    boolean asks = Revalidation.isDemanded(request.headers());
    if (known != null && !asks && now < known.freshUntil()) {
      serve(known, "hit");
      return;
    }
    if (known != null && !asks && now < known.revalidateUntil()) {
      if (cache.fetching(key) == null) {
        new Revalidation(plans, state, request, known).start(loop);
      }
      serve(known, "hit");
      return;
    }
    stale = known;
    CompletableFuture<Void> other = asks || isHead() ? null : cache.fetching(key);
    if (other == null) {
      fetching = !asks && !isHead();
      fetch();
    } else if (plans.waiting().incrementAndGet() <= Limits.WAITING_FOR_ANSWER) {
      var _ = other.whenComplete((_, _) -> loop.execute(this::fetched));
    } else {
      plans.waiting().decrementAndGet();
      fetch();
    }
  }

  private boolean isHead() {
    return request.method().equals("HEAD");
  }

  /**
   * Somebody else has asked the target; what came of it serves this request too, or it does not.
   */
  private void fetched() {
    plans.waiting().decrementAndGet();
    if (done) {
      return;
    }
    StoredResponse known = plans.cache().find(key, state.route(), request.headers());
    if (known != null && plans.cache().now() < known.freshUntil()) {
      serve(known, "hit; collapsed");
    } else {
      stale = known;
      fetch();
    }
  }

  private void fetch() {
    HttpHeaders fields = request.headers();
    if (!isHead()) {
      fields = Revalidation.unconditional(fields);
      StoredResponse known = stale;
      if (known != null) {
        known.makeConditional(fields);
      }
      recording = Revalidation.recording(plans, state, request, known);
    }
    ProxyExchange opened = new ProxyExchange(plans, loop, state, request.with(fields), this, code);
    answering = opened;
    if (paused) {
      opened.pause();
    }
    opened.start();
    opened.end();
  }

  private void serve(StoredResponse stored, String how) {
    done = true;
    HttpHeaders fields = stored.headers(plans.cache().now());
    fields.add(STATUS_FIELD, "af; " + how);
    land();
    if (stored.isKnownTo(request.headers())) {
      fields.remove(HttpHeaderNames.CONTENT_LENGTH);
      client.onHead(304, fields);
    } else {
      client.onHead(stored.status(), fields);
      if (stored.body().length > 0) {
        client.onBody(Unpooled.wrappedBuffer(stored.body()));
      }
    }
    client.onEnd(0);
  }

  private void land() {
    if (fetching) {
      fetching = false;
      plans.cache().landed(key);
    }
  }

  private boolean isServedOnError() {
    StoredResponse known = stale;
    if (headSeen || known == null || plans.cache().now() >= known.errorUntil()) {
      return false;
    }
    leave();
    serve(known, "hit; detail=stale-if-error");
    return true;
  }

  private void leave() {
    Exchange left = answering;
    answering = null;
    if (left != null) {
      left.cancel();
    }
  }

  // The request, which has no body.

  @Override
  public boolean write(ByteBuf data) {
    data.release();
    return true;
  }

  @Override
  public void end() {}

  @Override
  public void pause() {
    paused = true;
    if (answering != null) {
      answering.pause();
    }
  }

  @Override
  public void resume() {
    paused = false;
    if (answering != null) {
      answering.resume();
    }
  }

  @Override
  public void cancel() {
    done = true;
    land();
    leave();
  }

  // The answer.

  @Override
  public void onInterim(int status, HttpHeaders headers) {
    client.onInterim(status, headers);
  }

  @Override
  public void onHead(int status, HttpHeaders headers) {
    if (status >= 500 && isServedOnError()) {
      return;
    }
    Recording keeper = recording;
    StoredResponse refreshed = keeper == null ? null : keeper.head(status, headers);
    if (refreshed != null) {
      leave();
      serve(refreshed, "hit; fwd=stale; fwd-status=304");
      return;
    }
    headSeen = true;
    boolean keeps = keeper != null && keeper.isOn();
    headers.add(
        STATUS_FIELD, "af; fwd=" + (stale == null ? "miss" : "stale") + (keeps ? "; stored" : ""));
    if (!keeps) {
      land();
    }
    client.onHead(status, headers);
  }

  @Override
  public void onBody(ByteBuf data) {
    Recording keeper = recording;
    if (keeper != null && keeper.isOn()) {
      keeper.body(data);
      if (!keeper.isOn()) {
        land();
      }
    }
    client.onBody(data);
  }

  @Override
  public void onTrailers(HttpHeaders trailers) {
    if (recording != null) {
      recording.stop();
    }
    client.onTrailers(trailers);
  }

  @Override
  public void onEnd(long cpuNanos) {
    if (recording != null) {
      recording.end();
    }
    land();
    client.onEnd(cpuNanos);
  }

  @Override
  public void onFailure(FailureCode failure, String detail) {
    answering = null;
    if (!isServedOnError()) {
      land();
      client.onFailure(failure, detail);
    }
  }

  @Override
  public void onRefused(Refusal reason, HttpHeaders fields) {
    answering = null;
    if (!isServedOnError()) {
      land();
      client.onRefused(reason, fields);
    }
  }

  @Override
  public void onWritable() {
    client.onWritable();
  }
}
