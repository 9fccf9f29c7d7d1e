package io.alternatefutures.edge.egress;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.model.egress.EgressCaps;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a project has used in the current second and minute, against its caps. Outlives changes of
 * the caps, so that changing them does not give more. Thread-safe.
 */
final class EgressMeter {
  private final Use use;
  private final int requests;
  private final long bytes;

  /** The windows of one project, which all its meters share. */
  static final class Use {
    private final LongSupplier nanos;
    private final CountWindow requests = new CountWindow(TimeUnit.SECONDS.toNanos(1));
    private final CountWindow bytes = new CountWindow(Limits.EGRESS_BYTES_WINDOW.toNanos());

    Use(LongSupplier nanos) {
      this.nanos = nanos;
    }
  }

  EgressMeter(Use use, EgressCaps caps) {
    this.use = use;
    this.requests = caps.requestsPerSecond();
    this.bytes = (long) caps.megabytesPerMinute() << 20;
  }

  /** Counts a request; false when it is one too many. */
  boolean begins() {
    long now = use.nanos.getAsLong();
    return (bytes == 0 || use.bytes.count(now) < bytes)
        && (requests == 0 || use.requests.add(1, requests, now));
  }

  /** Counts bytes; false when they are too many. */
  boolean carries(int count) {
    return bytes == 0 || use.bytes.add(count, bytes, use.nanos.getAsLong());
  }
}
