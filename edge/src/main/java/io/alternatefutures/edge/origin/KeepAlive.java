package io.alternatefutures.edge.origin;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.concurrent.TimeUnit;

/** Reads the {@code timeout} that many servers announce in their {@code Keep-Alive} field. */
final class KeepAlive {
  private static final AsciiString FIELD = AsciiString.cached("keep-alive");
  private static final String TIMEOUT = "timeout=";

  private KeepAlive() {}

  /**
   * How long a connection may be idle: a second less than its server says, since the request must
   * arrive before the server closes it; never more than {@code most}.
   */
  static long idleNanos(HttpHeaders headers, long most) {
    String value = headers.get(FIELD);
    if (value == null) {
      return most;
    }
    int start = value.indexOf(TIMEOUT);
    if (start < 0) {
      return most;
    }
    long seconds = 0;
    int i = start + TIMEOUT.length();
    while (i < value.length() && Character.isDigit(value.charAt(i)) && seconds < 1_000_000) {
      seconds = seconds * 10 + Character.digit(value.charAt(i), 10);
      i++;
    }
    return Math.min(most, TimeUnit.SECONDS.toNanos(Math.max(0, seconds - 1)));
  }
}
