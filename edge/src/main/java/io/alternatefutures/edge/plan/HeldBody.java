package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.sandbox.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A request's body: held until somebody takes it, and kept while it may have to be sent again.
 * Owned by the request's event loop.
 */
final class HeldBody {
  private final Queue<ByteBuf> pieces = new ArrayDeque<>();
  private boolean keeps;
  private boolean whole = true;
  private int bytes;
  private boolean ended;
  private @Nullable HttpHeaders trailers;

  /**
   * @param keeps whether it may have to be sent again
   */
  HeldBody(boolean keeps) {
    this.keeps = keeps;
  }

  /** Whether all of it that came so far is still there. */
  boolean isWhole() {
    return whole;
  }

  /** Sends what came so far to {@code taker}, and tells whether more may follow. */
  boolean giveTo(Exchange taker) {
    boolean more = true;
    for (ByteBuf piece : pieces) {
      more = taker.write(keeps ? piece.retainedDuplicate() : piece);
    }
    if (!keeps) {
      whole = pieces.isEmpty();
      pieces.clear();
    }
    if (trailers != null) {
      taker.trailers(trailers);
    }
    if (ended) {
      taker.end();
    }
    return more;
  }

  /** Sends copies of what came so far to {@code mirror}. */
  void copyTo(MirrorExchange mirror) {
    for (ByteBuf piece : pieces) {
      mirror.write(piece.retainedDuplicate());
    }
    if (ended) {
      mirror.end();
    }
  }

  /** Takes a piece, and hands it on to {@code taker} if there is one. */
  boolean add(ByteBuf data, @Nullable Exchange taker) {
    if (taker == null) {
      bytes += data.readableBytes();
      pieces.add(data);
      return false;
    }
    if (keeps && bytes + data.readableBytes() <= Limits.REPLAYED_BODY_BYTES) {
      bytes += data.readableBytes();
      pieces.add(data.retainedDuplicate());
    } else {
      drop();
      whole = false;
    }
    return taker.write(data);
  }

  void trailers(HttpHeaders fields) {
    trailers = fields;
  }

  void end() {
    ended = true;
  }

  /** It will not be sent again. */
  void drop() {
    keeps = false;
    pieces.forEach(ByteBuf::release);
    pieces.clear();
  }
}
