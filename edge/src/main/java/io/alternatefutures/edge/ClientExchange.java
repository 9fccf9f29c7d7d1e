package io.alternatefutures.edge;

import io.alternatefutures.edge.caller.Caller;
import io.alternatefutures.edge.http.Trailers;
import io.alternatefutures.edge.http.WebSocketKey;
import io.alternatefutures.edge.plan.Refusal;
import io.alternatefutures.edge.plan.RouteClient;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client and its one answer, whoever gives it. Owned by the connection's event
 * loop.
 */
final class ClientExchange implements RouteClient {
  private final ClientStream channel;
  private final ClientRequest request;
  private final ClientResponse response;
  private final boolean expectsContinue;

  private @Nullable Caller caller;
  private @Nullable Decision decision;
  private @Nullable Exchange exchange;
  private @Nullable Outcome outcome;

  /** Of the request's body; null until it is waited for. */
  private @Nullable Pace pace;

  private boolean requestEnded;
  private boolean finished;
  private boolean paused;
  private boolean bodyStopped;
  private boolean reported;
  private boolean tunnel;
  private long requestBytes;
  private long unwantedBytes;
  private long lastBodyRead;
  private long lastTunnelByte;
  private long headAt;
  private long cpuNanos;

  ClientExchange(ClientStream channel, ClientRequest request, ClientResponse response) {
    this.channel = channel;
    this.request = request;
    this.response = response;
    this.expectsContinue = request.expectsContinue();
    this.lastBodyRead = request.received();
  }

  ClientRequest request() {
    return request;
  }

  ClientStream channel() {
    return channel;
  }

  /** Who made the request; read from its fields before anybody changes them. */
  Caller caller() {
    Caller known = caller;
    if (known == null) {
      known = channel.peer().caller(request.headers());
      caller = known;
    }
    return known;
  }

  void decided(Decision made) {
    decision = made;
    request.trace().decided();
  }

  /** Somebody else answers. */
  void answeredBy(Exchange opened) {
    exchange = opened;
  }

  /** The edge answers, and that is no failure. */
  void answer(Decision.Answer answer) {
    response.head(answer.status(), answer.headers());
    onEnd(0);
  }

  /** The edge answers. */
  void answer(Decision.Reject reject) {
    outcome = new Outcome.Rejected(reject.reason(), reject.message());
    HttpHeaders fields = new DefaultHttpHeaders();
    answer(
        reject.reason().status(), reject.message(), reject.reason().name(), reject.slug(), fields);
  }

  @Override
  public void onRefused(Refusal refusal, HttpHeaders fields) {
    Rejection reason = Rejection.of(refusal);
    outcome = new Outcome.Rejected(reason, reason.message());
    answer(reason.status(), reason.message(), reason.name(), null, fields);
  }

  private void answer(
      int status, String message, String code, @Nullable String slug, HttpHeaders headers) {
    headers.add(HttpHeaderNames.CONTENT_TYPE, "application/json");
    headers.add(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (status == 405) {
      headers.add(HttpHeaderNames.ALLOW, Decision.Answer.ALLOWED_METHODS);
    }
    ByteBuf body = EdgeAnswer.body(channel.allocator(), message, code, request.id(), slug);
    response.head(status, headers);
    write(body);
    end();
  }

  // The request's body, from the client.

  void requestBody(ByteBuf data) {
    int size = data.readableBytes();
    requestBytes += size;
    lastBodyRead = System.nanoTime();
    lastTunnelByte = lastBodyRead;
    Exchange taker = exchange;
    if (taker == null || outcome != null) {
      data.release();
      unwantedBytes += size;
      if (unwantedBytes > channel.limits().drainBytes() && response.isWritten()) {
        channel.finish(true);
      }
      return;
    }
    if (!taker.write(data)) {
      bodyStopped = true;
      channel.reading(false);
    }
  }

  void requestTrailers(HttpHeaders trailers) {
    if (exchange != null && outcome == null) {
      exchange.trailers(Trailers.clean(trailers));
    }
  }

  void requestEnd() {
    requestEnded = true;
    if (exchange != null && outcome == null) {
      exchange.end();
    }
    if (response.isEnded()) {
      if (tunnel && outcome == null) {
        outcome = new Outcome.Answered();
      }
      commit();
    }
  }

  /** The request's body is not valid. */
  void requestInvalid(Decision.Reject reject) {
    if (outcome != null) {
      commit(); // what the answer is has been settled before, and the client is to have it
      channel.finish(true);
      return;
    }
    cancelExchange();
    if (response.isOnWire()) {
      settle(new Outcome.Abandoned(reject.message()));
      channel.abort();
    } else {
      answer(reject);
    }
  }

  /** Whether another request can follow on this connection. */
  boolean mayKeepAlive() {
    boolean broken =
        outcome instanceof Outcome.Rejected rejected && rejected.reason().endsConnection();
    return !broken && (requestEnded || isDrainable());
  }

  /** Whether the rest of the request is little enough to be read and thrown away. */
  private boolean isDrainable() {
    long rest = request.contentLength() - requestBytes;
    return !expectsContinue
        && request.contentLength() >= 0
        && rest <= channel.limits().drainBytes();
  }

  @Override
  public void onWritable() {
    if (bodyStopped) {
      bodyStopped = false;
      lastBodyRead = System.nanoTime();
      channel.reading(true);
    }
  }

  // The response, from whoever answers.

  @Override
  public void onInterim(int status, HttpHeaders headers) {
    boolean unwanted = status == 100 && (!expectsContinue || requestBytes > 0);
    if (!request.isHttp10() && !unwanted) {
      channel.interim(status, headers);
    }
  }

  @Override
  public void onHead(int status, HttpHeaders headers) {
    headAt = System.nanoTime();
    boolean answersKeyOfEdge = status == 101 && request.isHttp2();
    if (answersKeyOfEdge && !WebSocketKey.isAccepted(request.headers(), headers)) {
      cancelExchange();
      onFailure(FailureCode.TARGET_INVALID_RESPONSE, "Sec-WebSocket-Accept is not that of the key");
      return;
    }
    response.head(status, headers);
    channel.flushLater();
    if (status == 101) {
      becomeTunnel();
    }
  }

  /** Bytes both ways from here on, until both sides have ended (RFC 9110 section 7.8). */
  private void becomeTunnel() {
    tunnel = true;
    requestEnded = false;
    lastTunnelByte = headAt;
    commit();
    channel.tunnel();
  }

  @Override
  public void onBody(ByteBuf data) {
    if (tunnel) {
      lastTunnelByte = System.nanoTime();
    }
    write(data);
    if (outcome == null && !paused && !channel.drains()) {
      paused = true;
      if (exchange != null) {
        exchange.pause();
      }
    }
  }

  private void write(ByteBuf data) {
    channel.flushLater();
    if (!response.body(data, channel)) {
      cutOff(FailureCode.INTERNAL, "The response is longer than its Content-Length");
    }
  }

  /** The client has taken enough for more to be sent. */
  void writable() {
    if (paused) {
      paused = false;
      if (exchange != null) {
        exchange.resume();
      }
    }
  }

  @Override
  public void onTrailers(HttpHeaders trailers) {
    response.trailers(trailers);
  }

  @Override
  public void onEnd(long usedCpuNanos) {
    if (outcome != null) {
      return;
    }
    cpuNanos = usedCpuNanos;
    if (tunnel && !requestEnded) {
      response.end();
      channel.endOutput();
      return;
    }
    outcome = new Outcome.Answered();
    end();
  }

  private void end() {
    response.end();
    channel.flushLater();
    if (response.isOnWire() || requestEnded) {
      commit();
    } // else what is left of this batch of reads may be the rest of the request
  }

  @Override
  public void onCpuTime(long usedCpuNanos) {
    cpuNanos = usedCpuNanos;
  }

  @Override
  public void onFailure(FailureCode code, String detail) {
    if (outcome != null) {
      return;
    }
    exchange = null;
    if (response.isOnWire()) {
      cutOff(code, detail);
      return;
    }
    outcome = new Outcome.Failed(code, detail);
    FailureStatus failure = FailureStatus.of(code);
    HttpHeaders fields = new DefaultHttpHeaders();
    if (failure.retryAfterSeconds() > 0) {
      fields.add(HttpHeaderNames.RETRY_AFTER, Integer.toString(failure.retryAfterSeconds()));
    }
    answer(failure.status(), failure.message(), code.name(), null, fields);
  }

  /** Nothing but the end of the connection can tell the client that the response is not whole. */
  private void cutOff(FailureCode code, String detail) {
    cancelExchange();
    settle(new Outcome.Failed(code, detail));
    channel.abort();
  }

  /** Writes out what is held back. */
  void commit() {
    if (finished) {
      return;
    }
    if (!response.commit(channel)) {
      boolean answered = outcome instanceof Outcome.Answered;
      if (answered) {
        outcome = null;
      }
      cutOff(FailureCode.INTERNAL, "The response has another length than its Content-Length");
      return;
    }
    finishIfDone();
  }

  private void finishIfDone() {
    if (finished || !response.isWritten() || (tunnel && !requestEnded)) {
      return;
    }
    if (bodyStopped) {
      bodyStopped = false;
      channel.reading(true);
    }
    report();
    if (response.closes()) {
      finished = true;
      channel.finish(!requestEnded);
    } else if (requestEnded) {
      finished = true;
      channel.next();
    }
  }

  // The ways a request ends.

  /** The client is gone, or does not take part any more. */
  void abandoned(String detail) {
    if (outcome == null) {
      cancelExchange();
      settle(new Outcome.Abandoned(detail));
    } else {
      response.dropHeld();
      report();
    }
    finished = true;
  }

  private void cancelExchange() {
    if (exchange != null) {
      exchange.cancel();
      exchange = null;
    }
  }

  private void settle(Outcome reached) {
    if (outcome == null) {
      outcome = reached;
    }
    finished = true;
    response.dropHeld();
    report();
  }

  private void report() {
    Outcome reached = outcome;
    Decision made = decision;
    if (!reported && reached != null && made != null) {
      reported = true;
      channel.report(
          new ExchangeReport(
              request,
              caller().address(),
              made,
              reached,
              response.status(),
              headAt == 0 ? 0 : headAt - request.received(),
              System.nanoTime() - request.received(),
              cpuNanos,
              requestBytes,
              response.bodyBytes()));
    }
  }

  /** Looks at the deadlines of the body's arrival. */
  void onTick(long now) {
    if (tunnel) {
      onTunnelTick(now);
      return;
    }
    boolean waitsForClient = !requestEnded && !bodyStopped && !finished;
    if (!waitsForClient || !isBodyTooSlow(now)) {
      return;
    }
    if (outcome == null && !response.isOnWire()) {
      cancelExchange();
      answer(Decision.Reject.of(Rejection.REQUEST_TIMEOUT));
    } else {
      abandoned("The request body stopped midway");
      channel.abort();
    }
  }

  private boolean isBodyTooSlow(long now) {
    if (now - lastBodyRead > channel.limits().bodyTimeout().toNanos()) {
      return true;
    }
    if (mayTakeItsTime()) {
      return false;
    }
    Pace known = pace;
    if (known == null) {
      known = new Pace(channel.limits().requestRate(), now);
      pace = known;
    }
    return known.isTooSlow(now, requestBytes);
  }

  /** Whether the client sends when it has something to say, or has been asked to. */
  private boolean mayTakeItsTime() {
    boolean conversation = response.isOnWire() || request.isGrpc();
    boolean waitsToBeAsked = expectsContinue && requestBytes == 0;
    return outcome == null && (conversation || waitsToBeAsked);
  }

  private void onTunnelTick(long now) {
    boolean halfOpen = requestEnded || response.isEnded();
    long most =
        (halfOpen ? channel.limits().halfOpenTimeout() : channel.limits().tunnelTimeout())
            .toNanos();
    if (!finished && now - lastTunnelByte > most) {
      abandoned("The tunnel was idle for too long");
      channel.expire();
    }
  }
}
