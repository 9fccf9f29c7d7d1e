package io.alternatefutures.edge;

import io.alternatefutures.edge.ResponseHeadWriter.Persistence;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One response on its way to the client. The head is held back until it is clear how the body is
 * framed, at the latest until the end of the batch of reads; whatever is complete by then gets a
 * {@code Content-Length}. Owned by the connection's event loop.
 */
final class ClientResponse {
  private enum State {
    NO_HEAD,
    HEAD_HELD,
    BODY,
    WRITTEN
  }

  private final ClientRequest request;
  private final ResponseSink sink;

  private State state = State.NO_HEAD;
  private int status;
  private @Nullable HttpHeaders headers;
  private @Nullable HttpHeaders trailers;
  private @Nullable ByteBuf heldBody;
  private boolean ended;
  private long framing;
  private long remaining;
  private long bodyBytes;
  private boolean closes;

  ClientResponse(ClientRequest request, ResponseSink sink) {
    this.request = request;
    this.sink = sink;
  }

  /** Status given last; 0 before there is one. */
  int status() {
    return status;
  }

  /** Whether the client may have seen any of it. */
  boolean isOnWire() {
    return state == State.BODY || state == State.WRITTEN;
  }

  boolean isWritten() {
    return state == State.WRITTEN;
  }

  /** Whether it said, or implied, that the connection ends with it. */
  boolean closes() {
    return closes;
  }

  /** Whether only the end of the connection tells the client where the body ends. */
  boolean isUntilClose() {
    return framing == ResponseHeadWriter.UNTIL_CLOSE;
  }

  long bodyBytes() {
    return bodyBytes;
  }

  /** Takes a head, in the place of one that is not on the wire. */
  void head(int newStatus, HttpHeaders newHeaders) {
    dropHeld();
    status = newStatus;
    headers = newHeaders;
    ended = false;
    trailers = null;
    state = State.HEAD_HELD;
  }

  /**
   * Takes a piece of the body, and ownership of it.
   *
   * @return whether it fits; when not, the client must not take the response for whole
   */
  boolean body(ByteBuf data, Connecting connection) {
    if (state == State.HEAD_HELD) {
      if (heldBody == null) {
        heldBody = data;
        return true;
      }
      if (!commit(connection)) {
        data.release();
        return false;
      }
    }
    return write(data);
  }

  /** What comes after the body; left out when the client or the framing has no place for it. */
  void trailers(HttpHeaders fields) {
    if (!fields.isEmpty() && request.acceptsTrailers()) {
      trailers = fields;
    }
  }

  /** The body is complete: nothing more comes. */
  void end() {
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }

  /** What the connection wants at the time a head is written. */
  @FunctionalInterface
  interface Connecting {
    boolean mayKeepAlive();
  }

  /**
   * Writes what is held back, and the end of the body when it is complete.
   *
   * @return whether the body has the length its head told
   */
  boolean commit(Connecting connection) {
    if (state == State.HEAD_HELD) {
      writeHead(connection);
      ByteBuf held = heldBody;
      heldBody = null;
      if (held != null && !write(held)) {
        return false;
      }
    }
    if (state != State.BODY || !ended) {
      return true;
    }
    if (framing >= 0 && remaining > 0) {
      return false;
    }
    sink.end(trailers);
    state = State.WRITTEN;
    return true;
  }

  private void writeHead(Connecting connection) {
    HttpHeaders fields = headers;
    if (fields == null) {
      throw new IllegalStateException("no head to write");
    }
    long declared = declaredLength(fields);
    if (status == 101) {
      framing = ResponseHeadWriter.UNTIL_CLOSE;
    } else if (request.isHead() || status == 204 || status == 304) {
      framing = ResponseHeadWriter.BODYLESS;
    } else if (declared >= 0) {
      framing = declared;
    } else if (ended && trailers == null) {
      framing = heldBody == null ? 0 : heldBody.readableBytes();
    } else {
      framing = request.isHttp10() ? ResponseHeadWriter.UNTIL_CLOSE : ResponseHeadWriter.CHUNKS;
    }
    remaining = framing;
    closes = isUntilClose() || !request.wantsKeepAlive() || !connection.mayKeepAlive();
    long told = status == 204 ? -1 : declared;
    sink.head(status, fields, framing, told, persistence(), request.id());
    state = State.BODY;
    headers = null;
  }

  private Persistence persistence() {
    if (status == 101) {
      return Persistence.UPGRADE;
    }
    if (closes) {
      return Persistence.CLOSE;
    }
    return request.isHttp10() ? Persistence.KEEP_ALIVE : Persistence.IMPLIED;
  }

  private boolean write(ByteBuf data) {
    int size = data.readableBytes();
    if (state != State.BODY || framing == ResponseHeadWriter.BODYLESS) {
      data.release();
      return true;
    }
    if (framing >= 0) {
      if (size > remaining) {
        data.release();
        return false;
      }
      remaining -= size;
    }
    bodyBytes += size;
    sink.body(data);
    return true;
  }

  /** Lets go of what is held back. */
  void dropHeld() {
    if (heldBody != null) {
      heldBody.release();
      heldBody = null;
    }
  }

  /** What {@code Content-Length} says; -1 when it says nothing that can be relied on. */
  private static long declaredLength(HttpHeaders headers) {
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length == null || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return -1;
    }
    List<String> all = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
    boolean digits = all.size() == 1 && !length.isEmpty() && length.length() <= 18;
    for (int i = 0; digits && i < length.length(); i++) {
      digits = length.charAt(i) >= '0' && length.charAt(i) <= '9';
    }
    return digits ? Long.parseLong(length) : -1;
  }
}
