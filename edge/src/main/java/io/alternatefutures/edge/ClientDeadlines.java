package io.alternatefutures.edge;

import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.loop.Timed;

/** The deadlines of one client connection. Owned by its event loop. */
final class ClientDeadlines extends Timed {
  private final ClientChannel channel;
  private final RequestDecoder decoder;
  private final long headerNanos;
  private final long keepAliveNanos;
  private final long lingerNanos;
  private final Pace sending;
  private final Pace taking;

  private long idleSince = System.nanoTime();
  private long headStart;
  private boolean lingering;

  ClientDeadlines(ClientChannel channel, RequestDecoder decoder, ClientLimits limits) {
    this.channel = channel;
    this.decoder = decoder;
    this.headerNanos = limits.headerTimeout().toNanos();
    this.keepAliveNanos = limits.keepAliveTimeout().toNanos();
    this.lingerNanos = limits.lingerTimeout().toNanos();
    this.sending = new Pace(limits.requestRate(), idleSince);
    this.taking = new Pace(limits.responseRate(), idleSince);
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
    long unsent = channel.unsent();
    if (unsent > 0 && taking.isTooSlow(now, channel.written() - unsent)) {
      channel
          .abort(); // closed in peace, the kernel would keep for the client what it does not take
      return;
    }
    if (lingering && now - idleSince > lingerNanos) {
      channel.expire();
      return;
    }
    if (lingering || unsent > 0) {
      return;
    }
    ClientExchange exchange = channel.current();
    if (exchange != null) {
      idleSince = now;
      exchange.onTick(now);
    } else if (decoder.headStart() != 0) {
      waitForHead(now);
    } else if (now - idleSince > keepAliveNanos) {
      channel.expire();
    }
  }

  private void waitForHead(long now) {
    if (headStart != decoder.headStart()) {
      headStart = decoder.headStart();
      sending.restart(headStart, 0);
    }
    if (now - headStart > headerNanos || sending.isTooSlow(now, decoder.headBytes())) {
      channel.headLate();
    }
  }
}
