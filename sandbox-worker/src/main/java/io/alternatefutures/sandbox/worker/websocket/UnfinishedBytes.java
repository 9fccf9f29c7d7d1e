package io.alternatefutures.sandbox.worker.websocket;

/**
 * Counts what the connections of one function hold of messages that are not complete yet. Owned by
 * the function's actor.
 */
public final class UnfinishedBytes {
  private final int most;
  private int taken;

  /**
   * A count that starts at zero.
   *
   * @param most how much may be held at once, in bytes
   */
  public UnfinishedBytes(int most) {
    this.most = most;
  }

  void take(int bytes) throws WebSocketFailure {
    if (bytes > most - taken) {
      throw new WebSocketFailure(
          CloseCode.TRY_AGAIN_LATER, "Too many large messages are being received at once");
    }
    taken += bytes;
  }

  void give(int bytes) {
    taken -= bytes;
  }

  /** How much is held, in bytes. */
  public int taken() {
    return taken;
  }
}
