package io.alternatefutures.sandbox.worker.websocket;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Writes down what a connection sends. */
final class RecordingWire implements WebSocketConnection.Wire {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  int consumed;
  int ends;

  @Override
  public void write(byte[] bytes, int offset, int count) {
    sent.write(bytes, offset, count);
  }

  @Override
  public void end() {
    ends++;
  }

  @Override
  public void consumed(int bytes) {
    consumed += bytes;
  }

  /** What was sent since the last call. */
  byte[] take() {
    byte[] taken = sent.toByteArray();
    sent.reset();
    return taken;
  }

  /** The same in hexadecimal. */
  String hex() {
    return HexFormat.of().formatHex(take());
  }
}
