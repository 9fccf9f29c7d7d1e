package io.alternatefutures.sandbox;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionLimits;
import io.alternatefutures.sandbox.protocol.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A request to a function, on one event loop. Until a worker is there it holds on to its body. */
final class InvocationExchange implements Exchange {
  private final CatalogEntry function;
  private final InvocationHead head;
  private final ExchangeListener listener;
  private final FunctionLimits limits;
  private final long deadlineNanos;
  private final boolean mayUpgrade;
  private final ArrayDeque<ByteBuf> early = new ArrayDeque<>();
  private @Nullable WorkerConnection connection;
  private int stream;
  private @Nullable Worker worker;
  private @Nullable DeployedFunction deployed;
  private long requestBytes;
  private long responseBytes;

  /** Whether the response went on since the last look; the look notes the time. */
  private boolean active;

  private long activeAt;
  private int sendWindow = Limits.WINDOW_BYTES;
  private int receiveWindow = Limits.WINDOW_BYTES;
  private int ungranted;
  private boolean ended;
  private boolean blocked;
  private boolean paused;
  private boolean headSeen;
  private boolean upgraded;
  private boolean done;
  private boolean counted;

  InvocationExchange(
      CatalogEntry function,
      InvocationHead head,
      ExchangeListener listener,
      FunctionLimits limits) {
    this.function = function;
    this.head = head;
    this.listener = listener;
    this.limits = limits;
    deadlineNanos = System.nanoTime() + limits.time(FunctionLimit.WALL).toNanos();
    mayUpgrade = head.asksForUpgrade();
  }

  CatalogEntry function() {
    return function;
  }

  InvocationHead head() {
    return head;
  }

  FunctionLimits limits() {
    return limits;
  }

  /** A worker has been entered, and is left when this is over. */
  void entered(Worker into) {
    worker = into;
  }

  /** The worker takes the request, which counts until it is over. */
  void admitted(DeployedFunction by) {
    deployed = by;
    counted = true;
  }

  /** The worker's number for the function; 0 while no worker has the request. */
  int functionKey() {
    DeployedFunction current = deployed;
    return current == null ? 0 : current.key();
  }

  int stream() {
    return stream;
  }

  boolean done() {
    return done;
  }

  /** The worker has been sent the head. */
  void started(WorkerConnection workerConnection, int streamNumber) {
    connection = workerConnection;
    stream = streamNumber;
    boolean hadBody = !early.isEmpty();
    ByteBuf data;
    while ((data = early.poll()) != null) {
      send(workerConnection, data);
    }
    if (ended && head.hasBody()) {
      workerConnection.sendBodyEnd(stream);
    } else if (hadBody) {
      unblock();
    }
  }

  @Override
  public boolean write(ByteBuf data) {
    if (done) {
      data.release();
      return true;
    }
    requestBytes += data.readableBytes();
    WorkerConnection current = connection;
    if (current != null && !upgraded && requestBytes > limits.bytes(FunctionLimit.REQUEST_BODY)) {
      data.release();
      current.giveUpLater(this, FailureCode.REQUEST_LIMIT, "the request body is too large");
      return false;
    }
    if (current == null) {
      early.add(data);
      blocked = true;
      return false;
    }
    send(current, data);
    blocked = sendWindow <= 0;
    return !blocked;
  }

  private void send(WorkerConnection current, ByteBuf data) {
    sendWindow -= data.readableBytes();
    current.sendBody(stream, data);
  }

  @Override
  public void end() {
    ended = true;
    WorkerConnection current = connection;
    if (!done && current != null && (head.hasBody() || upgraded)) {
      current.sendBodyEnd(stream);
    }
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    grant();
  }

  @Override
  public void cancel() {
    if (!done) {
      WorkerConnection current = connection;
      finish();
      if (current != null) {
        current.cancel(this);
      }
    }
  }

  /** The worker says that it read some of the request body; it may have a window at most. */
  void consumed(int bytes) {
    sendWindow = (int) Math.min(Limits.WINDOW_BYTES, (long) sendWindow + bytes);
    unblock();
  }

  private void unblock() {
    if (blocked && sendWindow > 0 && !done) {
      blocked = false;
      listener.onWritable();
    }
  }

  void onHead(int status, HttpHeaders headers) {
    headSeen = true;
    upgraded = status == 101;
    active = true;
    if (upgraded) {
      uncount(); // it stays open, but no request is under way
    }
    listener.onHead(status, headers);
  }

  /** Whether the client would speak WebSocket from the response head on. */
  boolean mayUpgrade() {
    return mayUpgrade;
  }

  boolean headSeen() {
    return headSeen;
  }

  /**
   * A piece of the response body.
   *
   * @return false when the worker sent more than it was granted
   */
  boolean onBody(ByteBuf data) {
    int bytes = data.readableBytes();
    receiveWindow -= bytes;
    if (receiveWindow < 0) {
      data.release();
      return false;
    }
    ungranted += bytes;
    responseBytes += bytes;
    active = true;
    listener.onBody(data);
    if (!paused) {
      grant();
    }
    return true;
  }

  /** Whether {@code more} bytes of body are more than the function may send. */
  boolean exceedsResponse(long more) {
    return !upgraded && responseBytes + more > limits.bytes(FunctionLimit.RESPONSE_BODY);
  }

  private void grant() {
    WorkerConnection current = connection;
    if (!done && current != null && ungranted >= Limits.WINDOW_BYTES / 2) {
      receiveWindow += ungranted;
      current.sendCredit(stream, ungranted);
      ungranted = 0;
    }
  }

  void onEnd(long cpuNanos) {
    if (!done) {
      finish();
      listener.onEnd(cpuNanos);
    }
  }

  /** CPU time that a request used which is about to fail. */
  void cpuTime(long nanos) {
    listener.onCpuTime(nanos);
  }

  void fail(FailureCode code, String detail) {
    if (!done) {
      finish();
      listener.onFailure(code, detail);
    }
  }

  /** Whether the head is overdue at {@code nowNanos}. */
  boolean overdue(long nowNanos) {
    return !headSeen && nowNanos - deadlineNanos >= 0;
  }

  /**
   * Whether the response has stopped midway for too long; a client that does not read is no reason,
   * and another protocol has limits of its own.
   */
  boolean stalled(long nowNanos) {
    if (active || paused || upgraded || !headSeen) {
      active = false;
      activeAt = nowNanos;
      return false;
    }
    return nowNanos - activeAt > limits.time(FunctionLimit.IDLE).toNanos();
  }

  private void uncount() {
    DeployedFunction current = deployed;
    if (counted && current != null) {
      counted = false;
      current.release();
    }
  }

  private void finish() {
    done = true;
    uncount();
    Worker entered = worker;
    if (entered != null) {
      entered.leave();
    }
    ByteBuf data;
    while ((data = early.poll()) != null) {
      data.release();
    }
  }
}
