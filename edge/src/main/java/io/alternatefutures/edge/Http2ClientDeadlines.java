package io.alternatefutures.edge;

import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.loop.Timed;
import org.jspecify.annotations.Nullable;

/** The deadlines of one HTTP/2 connection and its streams. Owned by its event loop. */
final class Http2ClientDeadlines extends Timed {
  private final Http2ClientConnection connection;
  private final long headerNanos;
  private final long frameNanos;
  private final long keepAliveNanos;
  private final long writeNanos;
  private @Nullable Http2ClientListener listener;

  private final long opened = System.nanoTime();
  private long idleSince = opened;
  private long partialSince;
  private long stalledSince;
  private long stalledBacklog;

  Http2ClientDeadlines(Http2ClientConnection connection, ClientLimits limits) {
    this.connection = connection;
    this.headerNanos = limits.headerTimeout().toNanos();
    this.frameNanos = limits.bodyTimeout().toNanos();
    this.keepAliveNanos = limits.keepAliveTimeout().toNanos();
    this.writeNanos = limits.responseRate().window().toNanos();
  }

  /** Whose streams have deadlines of their own. */
  void streams(Http2ClientListener streams) {
    listener = streams;
  }

  /** Part of a frame, or more, has arrived. */
  void onBytes() {
    if (partialSince == 0) {
      partialSince = System.nanoTime();
    }
  }

  /** A frame is complete. */
  void onFrame() {
    partialSince = 0;
  }

  @Override
  protected void onTick(long now) {
    boolean strange = !connection.decoder().prefaceReceived() && now - opened > headerNanos;
    boolean slow = partialSince != 0 && now - partialSince > frameNanos;
    if (isStalled(now)) {
      connection.cut();
      return;
    }
    if (strange || slow) {
      connection.expire();
      return;
    }
    if (connection.connection().numActiveStreams() == 0) {
      if (now - idleSince > keepAliveNanos) {
        idleSince = now;
        connection.expire();
      }
      return;
    }
    idleSince = now;
    if (listener != null) {
      listener.onTick(now);
    }
  }

  /** Whether the client takes nothing at all of what waits for it. */
  private boolean isStalled(long now) {
    long backlog = connection.backlog();
    if (backlog == 0 || backlog != stalledBacklog) {
      stalledBacklog = backlog;
      stalledSince = now;
      return false;
    }
    return now - stalledSince > writeNanos;
  }
}
