package io.alternatefutures.edge.limits;

/**
 * What one HTTP/2 connection may use. Windows bound what is held of bodies whose taker is slow.
 *
 * @param streams most streams of a peer at once; beyond it a stream is refused
 * @param streamWindow body bytes in flight on one stream
 * @param connectionWindow body bytes in flight on one connection
 * @param resets streams that a peer may reset, or have reset by its errors, in {@link
 *     #FLOOD_SECONDS} seconds; beyond it the connection ends
 * @param controlFrames frames that carry no request (PING, SETTINGS, PRIORITY and unknown ones) in
 *     {@link #FLOOD_SECONDS} seconds; beyond it the connection ends
 */
public record Http2Limits(
    int streams, int streamWindow, int connectionWindow, int resets, int controlFrames) {
  /** Over how long floods are counted. */
  public static final int FLOOD_SECONDS = 10;

  /** Most empty DATA frames in a row. */
  public static final int EMPTY_DATA_FRAMES = 8;

  /** Most CONTINUATION frames of one header block that are not full. */
  public static final int SMALL_CONTINUATION_FRAMES = 16;

  /** Most answers to control frames that wait for the peer to take them. */
  public static final int QUEUED_CONTROL_FRAMES = 1_000;

  /** Fit for the open Internet. */
  public static Http2Limits defaults() {
    return new Http2Limits(128, 256 * 1024, 1024 * 1024, 200, 500);
  }
}
