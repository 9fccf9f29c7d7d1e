package io.alternatefutures.edge;

import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.loop.Timed;

/** The deadlines of one client connection. Owned by its event loop. */
final class ClientDeadlines extends Timed {
  private final ClientChannel channel;
  private final RequestDecoder decoder;
  private final long headerNanos;
  private final long keepAliveNanos;
  private final long writeNanos;
  private final long lingerNanos;

  private long idleSince = System.nanoTime();
  private boolean lingering;
  private long stalledBacklog;
  private long stalledSince;

  ClientDeadlines(ClientChannel channel, RequestDecoder decoder, ClientLimits limits) {
    this.channel = channel;
    this.decoder = decoder;
    this.headerNanos = limits.headerTimeout().toNanos();
    this.keepAliveNanos = limits.keepAliveTimeout().toNanos();
    this.writeNanos = limits.writeTimeout().toNanos();
    this.lingerNanos = limits.lingerTimeout().toNanos();
  }

  /** The connection waits for a request. */
  void idle() {
    idleSince = 0;
  }

  /** The connection waits for the client to close it. */
  void linger() {
    lingering = true;
    idleSince = 0;
  }

  @Override
  protected void onTick(long now) {
    if (idleSince == 0) {
      idleSince = now; // read off here, not where the wait began: a tick more or less is no matter
    }
    if (isStalled(now) || (lingering && now - idleSince > lingerNanos)) {
      channel.expire();
      return;
    }
    if (lingering || channel.backlog() != 0) {
      return;
    }
    ClientExchange exchange = channel.current();
    if (exchange != null) {
      idleSince = now;
      exchange.onTick(now);
    } else if (decoder.headStart() != 0 && now - decoder.headStart() > headerNanos) {
      channel.headLate();
    } else if (decoder.headStart() == 0 && now - idleSince > keepAliveNanos) {
      channel.expire();
    }
  }

  /** Whether the client takes nothing of what waits for it. */
  private boolean isStalled(long now) {
    long backlog = channel.backlog();
    if (backlog == 0 || backlog != stalledBacklog) {
      stalledBacklog = backlog;
      stalledSince = now;
      return false;
    }
    return now - stalledSince > writeNanos;
  }
}
