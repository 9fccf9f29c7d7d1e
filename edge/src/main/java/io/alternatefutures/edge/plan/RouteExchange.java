package io.alternatefutures.edge.plan;

import io.alternatefutures.routing.RouteAction;
import io.alternatefutures.routing.policy.Cors;
import io.alternatefutures.routing.policy.RoutePolicies;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One request that follows a route's plan: may it go on, and who answers. Between the client and
 * whoever answers, it is the exchange of the one and the listener of the other. Owned by its event
 * loop.
 */
public final class RouteExchange implements Exchange, RouteClient {
  private final RoutePlans plans;
  private final EventLoop loop;
  private final RouteState state;
  private final RouteRequest request;
  private final RouteClient client;
  private final @Nullable FunctionCode code;
  private final HeldBody body = new HeldBody(false);

  private @Nullable Exchange answering;
  private @Nullable MirrorExchange mirror;
  private boolean clientWaits;
  private boolean paused;
  private boolean done;

  RouteExchange(
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
  }

  /** Sets out; called once, right after the exchange was given to its client. */
  public void start() {
    Cors cors = state.policies().cors();
    HttpHeaders preflight = cors == null ? null : CorsAnswer.preflight(cors, request);
    if (preflight != null) {
      answer(204, preflight, Unpooled.EMPTY_BUFFER);
      return;
    }
    RateLimiter limiter = state.rateLimiter();
    long wait = limiter == null ? 0 : limiter.take(request, plans.now());
    if (wait > 0) {
      onRefused(Refusal.RATE_LIMITED, RetryAfter.of(wait));
      return;
    }
    Authenticator authenticator = state.authenticator();
    if (authenticator == null) {
      admitted();
    } else {
      authenticator.check(loop, request, this::checked);
    }
  }

  private void checked(Authenticator.Verdict verdict) {
    if (done) {
      return;
    }
    switch (verdict) {
      case Authenticator.Verdict.Pass pass -> {
        for (String name : pass.fields().names()) {
          request.headers().set(name, pass.fields().getAll(name));
        }
        admitted();
      }
      case Authenticator.Verdict.Refuse refused -> onRefused(refused.reason(), refused.fields());
      case Authenticator.Verdict.Answer answer ->
          answer(answer.status(), answer.fields(), Unpooled.wrappedBuffer(answer.body()));
    }
  }

  private void admitted() {
    switch (state.plan().action()) {
      case RouteAction.Redirect redirect -> {
        String location = request.match().location(redirect, request.query());
        HttpHeaders fields = new DefaultHttpHeaders().set(HttpHeaderNames.LOCATION, location);
        answer(redirect.status(), fields, Unpooled.EMPTY_BUFFER);
      }
      case RouteAction.RunFunction _ -> runCode();
      case RouteAction.Proxy proxy -> forward(proxy);
    }
  }

  private void runCode() {
    FunctionCode function = code;
    if (function == null) {
      onRefused(Refusal.NO_CODE, new DefaultHttpHeaders());
      return;
    }
    FieldEdits.apply(state.policies().request(), request.headers());
    take(function.run(this));
  }

  private void forward(RouteAction.Proxy proxy) {
    mirror = plans.mirrors().open(loop, proxy, request, state.policies());
    if (mirror != null) {
      body.copyTo(mirror);
    }
    if (state.policies().cache() != null && CachingExchange.isFor(request)) {
      CachingExchange cached = new CachingExchange(plans, loop, state, request, this, code);
      take(cached);
      cached.start();
    } else {
      ProxyExchange opened = new ProxyExchange(plans, loop, state, request, this, code);
      take(opened);
      opened.start();
    }
  }

  /** {@code opened} is to answer: it gets what came of the request so far. */
  private void take(Exchange opened) {
    answering = opened;
    if (paused) {
      opened.pause();
    }
    boolean more = body.giveTo(opened);
    if (more && clientWaits) {
      onWritable();
    }
  }

  // The request, from the client.

  @Override
  public boolean write(ByteBuf data) {
    if (done) {
      data.release();
      return true;
    }
    if (mirror != null) {
      mirror.write(data.retainedDuplicate());
    }
    boolean more = body.add(data, answering);
    clientWaits = !more;
    return more;
  }

  @Override
  public void trailers(HttpHeaders trailers) {
    body.trailers(trailers);
    if (answering != null) {
      answering.trailers(trailers);
    }
  }

  @Override
  public void end() {
    body.end();
    if (mirror != null) {
      mirror.end();
    }
    if (answering != null) {
      answering.end();
    }
  }

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
    body.drop();
    if (mirror != null) {
      mirror.leave();
    }
    if (answering != null) {
      answering.cancel();
      answering = null;
    }
  }

  // The answer, from whoever gives it.

  @Override
  public void onInterim(int status, HttpHeaders headers) {
    client.onInterim(status, headers);
  }

  @Override
  public void onHead(int status, HttpHeaders headers) {
    if (status < 400 && state.policies().cache() != null && !request.isSafe()) {
      plans.cache().invalidate(request.cacheKey());
    }
    decorate(headers);
    client.onHead(status, headers);
  }

  /** What every answer on this route gets. */
  private void decorate(HttpHeaders fields) {
    RoutePolicies policies = state.policies();
    if (policies.cors() != null) {
      CorsAnswer.apply(policies.cors(), request, fields);
    }
    FieldEdits.apply(policies.response(), fields);
  }

  @Override
  public void onBody(ByteBuf data) {
    client.onBody(data);
  }

  @Override
  public void onTrailers(HttpHeaders trailers) {
    client.onTrailers(trailers);
  }

  @Override
  public void onEnd(long cpuNanos) {
    client.onEnd(cpuNanos);
  }

  @Override
  public void onFailure(FailureCode failure, String detail) {
    done = true;
    client.onFailure(failure, detail);
  }

  @Override
  public void onRefused(Refusal reason, HttpHeaders fields) {
    done = true;
    body.drop();
    decorate(fields);
    client.onRefused(reason, fields);
  }

  @Override
  public void onWritable() {
    clientWaits = false;
    client.onWritable();
  }

  private void answer(int status, HttpHeaders fields, ByteBuf content) {
    done = true;
    body.drop();
    decorate(fields);
    client.onHead(status, fields);
    if (content.isReadable()) {
      client.onBody(content);
    } else {
      content.release();
    }
    client.onEnd(0);
  }
}
