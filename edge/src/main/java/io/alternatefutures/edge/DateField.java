package io.alternatefutures.edge;

import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code Date} field (RFC 9110 section 6.6.1), made once a second. Owned by one event loop. */
final class DateField {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private long second = -1;
  private AsciiString line = AsciiString.EMPTY_STRING;
  private AsciiString value = AsciiString.EMPTY_STRING;

  /** The whole field line of HTTP/1.1. */
  AsciiString line() {
    update();
    return line;
  }

  /** The value alone. */
  AsciiString value() {
    update();
    return value;
  }

  private void update() {
    long now = System.currentTimeMillis() / 1_000;
    if (now != second) {
      second = now;
      String text = FORMAT.format(Instant.ofEpochSecond(now));
      value = AsciiString.of(text);
      line = AsciiString.of("Date: " + text + "\r\n");
    }
  }
}
