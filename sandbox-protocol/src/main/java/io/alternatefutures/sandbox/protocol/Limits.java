package io.alternatefutures.sandbox.protocol;

/** Bounds that both sides hold each other to; a worker that exceeds one is ended. */
public final class Limits {
  /** Bytes of a frame's header. */
  public static final int HEADER_BYTES = 9;

  /** Body bytes either side may send before it is granted more. */
  public static final int WINDOW_BYTES = 256 * 1024;

  /** Largest payload of a body frame. */
  public static final int MAX_BODY_FRAME_BYTES = 64 * 1024;

  /** Largest payload a worker may send: a header list and a window of body. */
  public static final int MAX_WORKER_FRAME_BYTES = 1024 * 1024;

  /** Largest source of a function. */
  public static final int MAX_SOURCE_BYTES = 10 * 1024 * 1024;

  /** Largest payload the runtime may send: a source and its environment. */
  public static final int MAX_RUNTIME_FRAME_BYTES = MAX_SOURCE_BYTES + 1024 * 1024;

  /** Largest header list, in bytes. */
  public static final int MAX_HEADERS_BYTES = 128 * 1024;

  /** Longest log message, in bytes of UTF-8; longer ones are cut. */
  public static final int MAX_LOG_BYTES = 16 * 1024;

  private Limits() {}
}
