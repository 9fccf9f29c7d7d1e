package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.origin.OriginAttempt;
import io.alternatefutures.edge.origin.OriginRequest;
import io.alternatefutures.edge.origin.OriginTimeouts;
import io.alternatefutures.routing.RouteAction;
import io.alternatefutures.routing.policy.FieldMatch;
import io.alternatefutures.routing.policy.Retries;
import io.alternatefutures.routing.policy.RoutePolicies;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to one of a route's targets, and to another one if that fails. Owned by its event
 * loop.
 */
final class ProxyExchange implements Exchange, ExchangeListener {
  private final RoutePlans plans;
  private final EventLoop loop;
  private final RouteState state;
  private final RouteRequest request;
  private final RouteClient client;
  private final @Nullable FunctionCode code;
  private final HeldBody body;
  private final Set<TargetState> tried = new HashSet<>();

  private @Nullable Exchange answering;
  private @Nullable OriginAttempt attempt;
  private @Nullable TargetState target;
  private int retries;
  private boolean runsCode;
  private boolean headSeen;
  private boolean clientWaits;
  private boolean paused;
  private boolean done;

  /**
   * @param code what may answer when no target does; null for nothing
   */
  ProxyExchange(
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
    this.code = state.policies().onError() == RoutePolicies.OnError.FUNCTION ? code : null;
    boolean again = state.policies().retries() != null || this.code != null;
    this.body = new HeldBody(again && request.upgrade() == null);
  }

  void start() {
    RetryBudget budget = state.retryBudget();
    if (budget != null) {
      budget.payIn();
    }
    TargetState canary = canary();
    if (canary != null && canary.begin(plans.now())) {
      send(canary);
    } else {
      sendToNext();
    }
  }

  private @Nullable TargetState canary() {
    TargetState canary = state.canary();
    boolean ruled = state.plan().action() instanceof RouteAction.Proxy proxy && isForCanary(proxy);
    return ruled && canary != null && canary.isHealthy(plans.now()) ? canary : null;
  }

  private boolean isForCanary(RouteAction.Proxy proxy) {
    RouteAction.Canary rule = proxy.canary();
    if (rule == null) {
      return false;
    }
    FieldMatch header = rule.header();
    boolean asked = header != null && header.accepts(request.headers().get(header.name()));
    return asked || plans.percent(loop) < rule.percent();
  }

  private void sendToNext() {
    TargetChoice choice = state.choice();
    long now = plans.now();
    TargetState chosen = choice == null ? null : choice.choose(request, tried, now);
    while (choice != null && chosen != null && !chosen.begin(now)) {
      chosen = choice.choose(request, tried, now); // another request was faster
    }
    if (chosen != null) {
      send(chosen);
    } else if (code != null && body.isWhole()) {
      runCode(code);
    } else {
      done = true;
      body.drop();
      client.onRefused(
          Refusal.CIRCUIT_OPEN, RetryAfter.of(choice == null ? 0 : choice.waitNanos(now)));
    }
  }

  private void send(TargetState chosen) {
    tried.add(chosen);
    target = chosen;
    RoutePolicies policies = state.policies();
    HttpHeaders fields = request.headers();
    if (!policies.request().isEmpty()) {
      fields = fields.copy();
      FieldEdits.apply(policies.request(), fields);
    }
    OriginRequest toTarget =
        request.to(
            chosen.target().origin(),
            request.match().requestTarget(chosen.target(), request.query()),
            fields);
    OriginTimeouts timeouts = new OriginTimeouts(policies.timeout(), policies.idleTimeout());
    OriginAttempt opened = plans.origins().forward(loop, toTarget, timeouts, this);
    attempt = opened;
    take(opened);
  }

  private void runCode(FunctionCode function) {
    runsCode = true;
    FieldEdits.apply(state.policies().request(), request.headers());
    take(function.run(this));
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

  /** Whether the request was sent once more, to a target or to the function's code. */
  private boolean triesAgain() {
    if (headSeen || runsCode || !body.isWhole() || request.upgrade() != null) {
      return false;
    }
    Retries rule = state.policies().retries();
    RetryBudget budget = state.retryBudget();
    boolean harmless = request.isIdempotent() || (attempt != null && !attempt.isSent());
    if (rule != null && budget != null && harmless && retries < rule.max() && budget.take()) {
      retries++;
      leave();
      sendToNext();
      return true;
    }
    if (code != null) {
      leave();
      runCode(code);
      return true;
    }
    return false;
  }

  private void leave() {
    Exchange left = answering;
    answering = null;
    if (left != null) {
      left.cancel();
    }
  }

  // The request.

  @Override
  public boolean write(ByteBuf data) {
    if (done) {
      data.release();
      return true;
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
    TargetState left = target;
    target = null;
    if (left != null) {
      left.abandoned();
    }
    leave();
  }

  // The answer.

  @Override
  public void onInterim(int status, HttpHeaders headers) {
    client.onInterim(status, headers);
  }

  @Override
  public void onHead(int status, HttpHeaders headers) {
    TargetState answered = target;
    if (answered != null && status >= 500) {
      target = null;
      answered.failed(plans.now());
      if (isUnwanted(status) && triesAgain()) {
        return;
      }
    } else if (answered != null) {
      answered.beginsToAnswer();
    }
    headSeen = true;
    body.drop();
    client.onHead(status, headers);
  }

  private boolean isUnwanted(int status) {
    Retries rule = state.policies().retries();
    return rule == null ? status >= 502 && status <= 504 : rule.statuses().contains(status);
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
    TargetState answered = target;
    target = null;
    if (answered != null) {
      answered.succeeded();
    }
    client.onEnd(cpuNanos);
  }

  @Override
  public void onFailure(FailureCode failure, String detail) {
    answering = null;
    TargetState failed = target;
    target = null;
    if (failed != null) {
      failed.failed(plans.now());
    }
    if (!triesAgain()) {
      done = true;
      body.drop();
      client.onFailure(failure, detail);
    }
  }

  @Override
  public void onWritable() {
    clientWaits = false;
    client.onWritable();
  }
}
