package io.alternatefutures.sandbox.protocol;

/**
 * Frame types. The comment of each gives what the header's stream field holds and the payload.
 * {@code text} is a 4-byte length and UTF-8, {@code latin1} a 4-byte length and Latin-1 bytes,
 * {@code u8…u64} big-endian unsigned integers. Header lists are one Latin-1 text {@code
 * name\nvalue\nname\nvalue…}.
 */
public final class FrameType {
  // Runtime to worker.

  /** Function key. {@link IsolateLimits}, text env (JSON object), then the source to the end. */
  public static final byte LOAD = 1;

  /** Check number. {@link IsolateLimits}, text env, then the source to the end. */
  public static final byte CHECK = 2;

  /** Stream. u32 function key, u8 has body, latin1 method, text url, latin1 headers. */
  public static final byte INVOKE = 3;

  /** Stream. A piece of the request body. */
  public static final byte BODY = 4;

  /** Stream. The request body is complete. */
  public static final byte BODY_END = 5;

  /** Stream. The answer is no longer wanted, or its body will never be complete. */
  public static final byte CANCEL = 6;

  /** Stream. u32 more response body bytes may be sent. */
  public static final byte CREDIT = 7;

  /** Fetch. u16 status, latin1 headers. */
  public static final byte FETCH_HEAD = 8;

  /** Fetch. A piece of the response body. */
  public static final byte FETCH_BODY = 9;

  /** Fetch. The response is complete. */
  public static final byte FETCH_END = 10;

  /** Fetch. text message: the fetch failed. */
  public static final byte FETCH_ERROR = 11;

  /** Fetch. u32 more request body bytes may be sent. */
  public static final byte FETCH_CREDIT = 12;

  /** Function key. The function is no longer served: drop it once its requests are done. */
  public static final byte UNLOAD = 13;

  /** Function key. The code asked for with NEED cannot be had. */
  public static final byte LOAD_FAILED = 14;

  /** 0. Memory is short: close some of the isolates that have nothing to do, the idlest first. */
  public static final byte EVICT = 15;

  // Worker to runtime.

  /**
   * 0. text the worker's secret, as given to it at start; text the layers of confinement that hold.
   * The first frame of every connection.
   */
  public static final byte READY = 65;

  /** Function key. The worker has no code for this key and has requests waiting for it. */
  public static final byte NEED = 66;

  /** Check number. u8 valid, text handler or message, u32 line, u32 column. */
  public static final byte CHECKED = 67;

  /**
   * Stream. u8 complete, u64 CPU time in ns (when complete), u16 status, latin1 headers, then the
   * body, or its first piece, to the end.
   */
  public static final byte RESPONSE = 68;

  /** Stream. A piece of the response body. */
  public static final byte RESPONSE_BODY = 69;

  /** Stream. u64 CPU time in ns: the response is complete. */
  public static final byte RESPONSE_END = 70;

  /** Stream. u64 CPU time in ns, latin1 failure code, text detail. */
  public static final byte FAIL = 71;

  /** Stream. u32 request body bytes were read by the function. */
  public static final byte CONSUMED = 72;

  /** Function key. u32 stream or 0, u8 level (0 debug to 4 error), text message. */
  public static final byte LOG = 73;

  /**
   * Fetch. u32 function key, u32 stream of the request it is made for or 0, u8 has body, latin1
   * method, text url, latin1 headers.
   */
  public static final byte FETCH = 74;

  /** Fetch. A piece of the request body. */
  public static final byte FETCH_REQUEST_BODY = 75;

  /** Fetch. The request body is complete. */
  public static final byte FETCH_REQUEST_END = 76;

  /** Fetch. The answer is no longer wanted. */
  public static final byte FETCH_CANCEL = 77;

  /** Fetch. u32 response body bytes were read by the function. */
  public static final byte FETCH_CONSUMED = 78;

  /** Function key. u32 log lines that were too many to be sent. */
  public static final byte LOG_DROPPED = 79;

  private FrameType() {}
}
