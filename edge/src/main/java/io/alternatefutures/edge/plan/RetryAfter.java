package io.alternatefutures.edge.plan;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.TimeUnit;

/** The field that tells a client when to come back (RFC 9110 section 10.2.3). */
final class RetryAfter {
  private static final long ROUND_UP = TimeUnit.SECONDS.toNanos(1) - 1;

  private RetryAfter() {}

  static HttpHeaders of(long nanos) {
    long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + ROUND_UP));
    return new DefaultHttpHeaders().set(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds));
  }
}
