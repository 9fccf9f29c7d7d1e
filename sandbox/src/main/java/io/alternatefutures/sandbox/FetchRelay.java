package io.alternatefutures.sandbox;

import io.alternatefutures.sandbox.protocol.FrameType;
import io.alternatefutures.sandbox.protocol.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Carries one {@code fetch()} between a worker and the network. Owned by the connection's loop. */
final class FetchRelay implements ExchangeListener {
  private final WorkerConnection connection;
  private final int number;
  private @Nullable Exchange exchange;
  private int receiveWindow = Limits.WINDOW_BYTES;
  private int ungranted;
  private int unread;
  private boolean writable = true;
  private boolean paused;
  private boolean upgraded;

  FetchRelay(WorkerConnection connection, int number) {
    this.connection = connection;
    this.number = number;
  }

  void opened(Exchange opened) {
    exchange = opened;
  }

  /**
   * A piece of the request body.
   *
   * @return false when the worker sent more than it was granted
   */
  boolean write(ByteBuf data) {
    int bytes = data.readableBytes();
    receiveWindow -= bytes;
    Exchange current = exchange;
    if (receiveWindow < 0 || current == null) {
      data.release();
      return false;
    }
    ungranted += bytes;
    writable = current.write(data);
    grant();
    return true;
  }

  private void grant() {
    if (writable && ungranted > 0) {
      receiveWindow += ungranted;
      connection.sendFetchCredit(number, ungranted);
      ungranted = 0;
    }
  }

  void end() {
    if (exchange != null) {
      exchange.end();
    }
  }

  void cancel() {
    if (exchange != null) {
      exchange.cancel();
    }
  }

  /** The function read some of the response body. */
  void consumed(int bytes) {
    unread = Math.max(0, unread - bytes);
    if (paused && unread < Limits.WINDOW_BYTES / 2 && exchange != null) {
      paused = false;
      exchange.resume();
    }
  }

  @Override
  public void onHead(int status, HttpHeaders headers) {
    upgraded = status == 101;
    connection.sendFetchHead(number, status, headers);
  }

  @Override
  public void onBody(ByteBuf data) {
    unread += data.readableBytes();
    connection.sendFetchBody(number, data);
    if (!paused && unread >= Limits.WINDOW_BYTES && exchange != null) {
      paused = true;
      exchange.pause();
    }
  }

  @Override
  public void onEnd(long cpuNanos) {
    connection.removeFetch(number);
    connection.sendSignal(FrameType.FETCH_END, number);
    if (upgraded) {
      cancel(); // the other direction is of no use to anybody any more
    }
  }

  @Override
  public void onFailure(FailureCode code, String detail) {
    connection.removeFetch(number);
    // The detail may name internal addresses; the function learns the kind of failure only.
    connection.sendFetchError(number, "" + reason(code));
  }

  @Override
  public void onWritable() {
    writable = true;
    grant();
  }

  private static String reason(FailureCode code) {
    return switch (code) {
      case TARGET_NOT_ALLOWED -> "the egress policy does not allow this address";
      case EGRESS_LIMIT -> "the project has used up its egress (EGRESS_LIMIT)";
      case TARGET_TIMEOUT -> "the server did not answer in time";
      case TARGET_INVALID_RESPONSE -> "the server's response is not valid HTTP or ended too soon";
      case TARGET_UNREACHABLE,
          FUNCTION_ERROR,
          WALL_LIMIT,
          IDLE_LIMIT,
          STARTUP_LIMIT,
          REQUEST_LIMIT,
          RESPONSE_LIMIT,
          SUBREQUEST_LIMIT,
          TIMER_LIMIT,
          CODE_LIMIT,
          CPU_LIMIT,
          MEMORY_LIMIT,
          WORKER_LOST,
          OVERLOADED,
          SANDBOX_UNAVAILABLE,
          CONTENT_CORRUPT,
          CONTENT_UNAVAILABLE,
          INTERNAL ->
          "the server cannot be reached";
    };
  }
}
