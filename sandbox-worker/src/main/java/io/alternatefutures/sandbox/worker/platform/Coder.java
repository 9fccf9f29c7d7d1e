package io.alternatefutures.sandbox.worker.platform;

/**
 * One direction of a compression format. Output comes in pieces of at most {@link #PIECE_BYTES}:
 * after {@link #push} or {@link #finish}, {@link #pull} gives the rest until it is empty.
 */
sealed interface Coder permits Compressor, Decompressor {
  /** Largest piece of output in bytes. */
  int PIECE_BYTES = 262_144;

  /** Takes input and gives the first piece of output. */
  byte[] push(byte[] input) throws OpException;

  /** The next piece of output, or none. */
  byte[] pull() throws OpException;

  /** Says that there is no more input, and gives the first piece of the last output. */
  byte[] finish() throws OpException;

  /** Frees native memory. */
  void close();
}
