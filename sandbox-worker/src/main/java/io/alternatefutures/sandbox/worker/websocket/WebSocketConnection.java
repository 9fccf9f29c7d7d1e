package io.alternatefutures.sandbox.worker.websocket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One side of a WebSocket connection after its opening handshake: turns messages into bytes and
 * bytes into {@link SocketEvent}s, answers pings and does the closing handshake (RFC 6455 sections
 * 5 to 7). Sends no more than it was granted, and reads nothing before {@link #start}, so that
 * neither side can fill the memory of the other. Owned by its function's actor.
 */
public final class WebSocketConnection {
  /** Where the bytes go. */
  public interface Wire {
    /** Sends some bytes. */
    void write(byte[] bytes, int offset, int count);

    /** Nothing more is sent. */
    void end();

    /** That much of what came has been read, and more may come. */
    void consumed(int bytes);
  }

  /** A frame that waits, and how many bytes of a message are in it. */
  private record Outgoing(byte[] frame, int payload) {
    /** What it counts for, itself included: empty messages cannot pile up without end. */
    int cost() {
      return frame.length + 64;
    }
  }

  private final Wire wire;
  private final @Nullable Supplier<byte[]> masks;
  private final MessageReader reader;
  private final Queue<SocketEvent> events = new ArrayDeque<>();
  private final Queue<Outgoing> waiting = new ArrayDeque<>();
  private @Nullable Queue<byte[]> held = new ArrayDeque<>();
  private int credit;
  private int written;
  private long buffered;
  private long queued;
  private boolean inputEnded;
  private boolean closeSent;
  private boolean over;
  private boolean ended;

  private WebSocketConnection(
      Wire wire, @Nullable Supplier<byte[]> masks, UnfinishedBytes unfinished, int credit) {
    this.wire = wire;
    this.masks = masks;
    this.credit = credit;
    this.reader = new MessageReader(masks == null, new Incoming(), unfinished);
  }

  /**
   * The server's side.
   *
   * @param credit bytes that may be sent before more are granted
   */
  public static WebSocketConnection ofServer(Wire wire, UnfinishedBytes unfinished, int credit) {
    return new WebSocketConnection(wire, null, unfinished, credit);
  }

  /**
   * The client's side.
   *
   * @param masks gives four random bytes each time
   * @param credit bytes that may be sent before more are granted
   */
  public static WebSocketConnection ofClient(
      Wire wire, Supplier<byte[]> masks, UnfinishedBytes unfinished, int credit) {
    return new WebSocketConnection(wire, masks, unfinished, credit);
  }

  // What the function does.

  /** Somebody takes the messages from here on. */
  public void start() {
    Queue<byte[]> came = held;
    held = null;
    while (came != null && !came.isEmpty()) {
      read(came.remove());
    }
    if (inputEnded) {
      loseInput();
    }
  }

  /** Sends a text message. */
  public void send(String text) {
    message(Frames.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a binary message. */
  public void send(byte[] bytes) {
    message(Frames.BINARY, bytes);
  }

  private void message(int opcode, byte[] payload) {
    if (over || closeSent) {
      return;
    }
    enqueueIfRoom(opcode, payload);
  }

  /**
   * Starts the closing handshake.
   *
   * @param code {@link CloseCode#NO_STATUS} for none
   * @param reason at most 123 bytes of UTF-8
   */
  public void close(int code, String reason) {
    if (!over && !closeSent) {
      sendClose(code, reason);
    }
  }

  /** The closing handshake took too long. */
  public void giveUp() {
    drop(null);
  }

  /** Bytes of messages that wait to be sent. */
  public long buffered() {
    return buffered;
  }

  /** Whether the last event has happened. */
  public boolean isOver() {
    return over;
  }

  /** Whether nothing follows any more, neither events nor bytes. */
  public boolean isDone() {
    return ended && events.isEmpty();
  }

  /** The next thing that happened; null when there is none. */
  public @Nullable SocketEvent poll() {
    return events.poll();
  }

  // What the other side does.

  /** Bytes came. */
  public void receive(byte[] bytes) {
    if (held == null) {
      read(bytes);
    } else {
      held.add(bytes);
    }
  }

  /** No more bytes will come. */
  public void inputEnded() {
    inputEnded = true;
    if (held == null) {
      loseInput();
    }
  }

  /** More bytes may be sent. */
  public void granted(int bytes) {
    credit += bytes;
    pump();
  }

  /** The connection is gone in both directions: nothing can be sent any more. */
  public void lost() {
    ended = true;
    drop(null);
  }

  private void read(byte[] bytes) {
    wire.consumed(bytes.length);
    if (over) {
      return;
    }
    try {
      reader.read(bytes);
    } catch (WebSocketFailure failure) {
      String message = String.valueOf(failure.getMessage());
      if (!closeSent) {
        sendClose(failure.code(), message);
      }
      finish(new SocketEvent.Closed(CloseCode.ABNORMAL, "", false, message));
      pump();
    }
  }

  private void loseInput() {
    if (!over) {
      finish(new SocketEvent.Closed(CloseCode.ABNORMAL, "", false, null));
    }
    pump();
  }

  /** What the other side's frames say. */
  private final class Incoming implements MessageReader.Sink {
    @Override
    public void text(String text) {
      events.add(new SocketEvent.Text(text));
    }

    @Override
    public void binary(byte[] bytes) {
      events.add(new SocketEvent.Binary(bytes));
    }

    @Override
    public void ping(byte[] payload) {
      if (!over && !closeSent) {
        enqueueIfRoom(Frames.PONG, payload);
      }
    }

    @Override
    public void closed(int code, String reason) {
      if (!closeSent) {
        events.add(new SocketEvent.Closing());
        sendClose(code, "");
      }
      finish(new SocketEvent.Closed(code, reason, true, null));
      pump();
    }
  }

  // Sending.

  private void sendClose(int code, String reason) {
    closeSent = true;
    byte[] payload = new byte[0];
    if (code != CloseCode.NO_STATUS) {
      byte[] text = reason.getBytes(StandardCharsets.UTF_8);
      payload = new byte[2 + Math.min(text.length, Frames.SHORT_BYTES - 2)];
      payload[0] = (byte) (code >>> 8);
      payload[1] = (byte) code;
      System.arraycopy(text, 0, payload, 2, payload.length - 2);
    }
    enqueue(Frames.CLOSE, payload);
  }

  private void enqueueIfRoom(int opcode, byte[] payload) {
    if (payload.length > Limits.BUFFERED_BYTES - queued) {
      drop("More than " + Limits.BUFFERED_BYTES + " bytes wait for the other side");
    } else {
      enqueue(opcode, payload);
    }
  }

  private void enqueue(int opcode, byte[] payload) {
    byte[] frame =
        masks == null ? Frames.frame(opcode, payload) : Frames.frame(opcode, payload, masks.get());
    Outgoing outgoing = new Outgoing(frame, Frames.isControl(opcode) ? 0 : payload.length);
    waiting.add(outgoing);
    buffered += outgoing.payload();
    queued += outgoing.cost();
    pump();
  }

  /** Sends what may be sent, and the end after it once the connection is over. */
  private void pump() {
    while (credit > 0 && !ended && !waiting.isEmpty()) {
      Outgoing first = waiting.element();
      int count = Math.min(credit, first.frame().length - written);
      wire.write(first.frame(), written, count);
      credit -= count;
      written += count;
      if (written == first.frame().length) {
        written = 0;
        buffered -= first.payload();
        queued -= first.cost();
        waiting.remove();
      }
    }
    if (over && !ended && waiting.isEmpty()) {
      ended = true;
      wire.end();
    }
  }

  /** Ends the connection without what waits to be sent. */
  private void drop(@Nullable String failure) {
    waiting.clear();
    written = 0;
    buffered = 0;
    queued = 0;
    if (!over) {
      finish(new SocketEvent.Closed(CloseCode.ABNORMAL, "", false, failure));
    }
    pump();
  }

  private void finish(SocketEvent.Closed event) {
    over = true;
    reader.discard();
    events.add(event);
  }
}
