package io.alternatefutures.sandbox.worker.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the frames of the other side and puts its messages together (RFC 6455 sections 5 and 8.1).
 * Memory follows the bytes that came, never a length that is only claimed. Owned by one thread.
 */
final class MessageReader {
  private static final byte[] NONE = new byte[0];

  /** Takes what was read. */
  interface Sink {
    void text(String text);

    void binary(byte[] bytes);

    void ping(byte[] payload);

    /** The close frame; nothing is read after it. */
    void closed(int code, String reason);
  }

  private final boolean maskedFrames;
  private final Sink sink;
  private final UnfinishedBytes unfinished;

  private final byte[] header = new byte[Frames.HEADER_BYTES];
  private final byte[] mask = new byte[Frames.MASK_BYTES];
  private final byte[] control = new byte[Frames.SHORT_BYTES];
  private int headerSize;
  private int headerNeeded = 2;
  private boolean inPayload;
  private int opcode;
  private int frameSize;
  private int frameRead;

  /** Opcode of the message that is not complete; {@link Frames#CONTINUATION} when there is none. */
  private int messageOpcode;

  private byte[] message = NONE;
  private int messageSize;
  private boolean closed;

  /**
   * @param maskedFrames whether the other side is a client, and so has to mask
   */
  MessageReader(boolean maskedFrames, Sink sink, UnfinishedBytes unfinished) {
    this.maskedFrames = maskedFrames;
    this.sink = sink;
    this.unfinished = unfinished;
  }

  /** Reads on; after a failure nothing more may be read. */
  void read(byte[] bytes) throws WebSocketFailure {
    int at = 0;
    while (at < bytes.length && !closed) {
      if (inPayload) {
        at += readPayload(bytes, at);
      } else {
        header[headerSize++] = bytes[at++];
        if (headerSize == 2) {
          startHeader();
        }
        if (headerSize == headerNeeded) {
          endHeader();
        }
      }
      if (inPayload && frameRead == frameSize) {
        endFrame();
      }
    }
  }

  /** Lets go of a message that will never be complete. */
  void discard() {
    closed = true;
    unfinished.give(message.length);
    message = NONE;
  }

  private void startHeader() throws WebSocketFailure {
    opcode = header[0] & 0x0F;
    boolean masked = (header[1] & Frames.MASKED) != 0;
    int length = header[1] & 0x7F;
    require((header[0] & 0x70) == 0, "A reserved bit is set, but no extension was agreed on");
    require(
        opcode <= Frames.BINARY || (opcode >= Frames.CLOSE && opcode <= Frames.PONG),
        "A frame has a reserved opcode");
    require(masked == maskedFrames, masked ? "A frame is masked" : "A frame is not masked");
    if (Frames.isControl(opcode)) {
      require(
          isFinal() && length <= Frames.SHORT_BYTES,
          "A control frame is fragmented or longer than " + Frames.SHORT_BYTES + " bytes");
    } else {
      require(
          (opcode == Frames.CONTINUATION) == (messageOpcode != Frames.CONTINUATION),
          messageOpcode == Frames.CONTINUATION
              ? "A message starts with a continuation"
              : "A message starts within another one");
    }
    int extra = length == Frames.LENGTH_16 ? 2 : length == Frames.LENGTH_64 ? 8 : 0;
    headerNeeded = 2 + extra + (masked ? Frames.MASK_BYTES : 0);
  }

  private void endHeader() throws WebSocketFailure {
    int length = header[1] & 0x7F;
    int maskAt = headerNeeded - (maskedFrames ? Frames.MASK_BYTES : 0);
    long told = length;
    if (length > Frames.SHORT_BYTES) {
      told = 0;
      for (int i = 2; i < maskAt; i++) {
        told = told << 8 | (header[i] & 0xFF);
      }
      long least = length == Frames.LENGTH_16 ? Frames.SHORT_BYTES + 1L : 0x1_0000L;
      require(told >= least, "A length is not in its shortest form");
    }
    if (!Frames.isControl(opcode) && told > Limits.MESSAGE_BYTES - messageSize) {
      throw new WebSocketFailure(
          CloseCode.TOO_BIG, "A message has more than " + Limits.MESSAGE_BYTES + " bytes");
    }
    System.arraycopy(header, maskAt, mask, 0, headerNeeded - maskAt);
    frameSize = (int) told;
    frameRead = 0;
    inPayload = true;
    if (!Frames.isControl(opcode) && opcode != Frames.CONTINUATION) {
      messageOpcode = opcode;
    }
  }

  private int readPayload(byte[] bytes, int at) throws WebSocketFailure {
    int count = Math.min(bytes.length - at, frameSize - frameRead);
    byte[] to = control;
    int start = frameRead;
    if (!Frames.isControl(opcode)) {
      makeRoom(count);
      to = message;
      start = messageSize;
      messageSize += count;
    }
    System.arraycopy(bytes, at, to, start, count);
    if (maskedFrames) {
      Frames.mask(to, start, count, mask, frameRead);
    }
    frameRead += count;
    return count;
  }

  private void makeRoom(int count) throws WebSocketFailure {
    int needed = messageSize + count;
    if (needed <= message.length) {
      return;
    }
    int wholeFrame = messageSize + frameSize - frameRead;
    int capacity = Math.min(wholeFrame, Math.max(needed, message.length * 2));
    unfinished.take(capacity - message.length);
    message = Arrays.copyOf(message, capacity);
  }

  private void endFrame() throws WebSocketFailure {
    inPayload = false;
    headerSize = 0;
    headerNeeded = 2;
    switch (opcode) {
      case Frames.CLOSE -> readClose();
      case Frames.PING -> sink.ping(Arrays.copyOf(control, frameSize));
      case Frames.PONG -> {
        // An answer to no ping of ours is allowed, and needs no answer.
      }
      default -> {
        if (isFinal()) {
          endMessage();
        }
      }
    }
  }

  private boolean isFinal() {
    return (header[0] & Frames.FIN) != 0;
  }

  private void endMessage() throws WebSocketFailure {
    byte[] complete = message;
    int size = messageSize;
    boolean text = messageOpcode == Frames.TEXT;
    unfinished.give(complete.length);
    message = NONE;
    messageSize = 0;
    messageOpcode = Frames.CONTINUATION;
    if (text) {
      sink.text(decode(complete, 0, size));
    } else {
      sink.binary(complete.length == size ? complete : Arrays.copyOf(complete, size));
    }
  }

  private void readClose() throws WebSocketFailure {
    closed = true;
    if (frameSize == 0) {
      sink.closed(CloseCode.NO_STATUS, "");
      return;
    }
    require(frameSize >= 2, "A close frame has half a code");
    int code = (control[0] & 0xFF) << 8 | (control[1] & 0xFF);
    require(CloseCode.isSendable(code), "A close frame has the code " + code);
    sink.closed(code, decode(control, 2, frameSize - 2));
  }

  private static String decode(byte[] bytes, int from, int count) throws WebSocketFailure {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, count))
          .toString();
    } catch (CharacterCodingException e) {
      throw new WebSocketFailure(CloseCode.INVALID_DATA, "A text is not UTF-8");
    }
  }

  private static void require(boolean holds, String otherwise) throws WebSocketFailure {
    if (!holds) {
      throw new WebSocketFailure(CloseCode.PROTOCOL_ERROR, otherwise);
    }
  }
}
