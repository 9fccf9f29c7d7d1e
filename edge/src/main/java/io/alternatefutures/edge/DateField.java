package io.alternatefutures.edge;

import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The {@code Date} field line (RFC 9110 section 6.6.1), made once a second. Owned by one event
 * loop.
 */
final class DateField {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private long second = -1;
  private AsciiString line = AsciiString.EMPTY_STRING;

  AsciiString line() {
    long now = System.currentTimeMillis() / 1_000;
    if (now != second) {
      second = now;
      line = AsciiString.of("Date: " + FORMAT.format(Instant.ofEpochSecond(now)) + "\r\n");
    }
    return line;
  }
}
