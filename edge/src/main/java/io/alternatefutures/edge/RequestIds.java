package io.alternatefutures.edge;

import io.alternatefutures.edge.limits.Limits;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.SplittableRandom;

/** Takes over a client's {@code X-Request-Id}, or makes one. Owned by one event loop. */
final class RequestIds {
  static final AsciiString FIELD = AsciiString.cached("X-Request-Id");

  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private final SplittableRandom random;
  private final char[] buffer = new char[16];

  RequestIds(SplittableRandom random) {
    this.random = random;
  }

  String idOf(HttpHeaders headers) {
    String given = headers.get(FIELD);
    return given != null && isValid(given) ? given : next();
  }

  String next() {
    long bits = random.nextLong();
    for (int i = 0; i < buffer.length; i++) {
      buffer[i] = DIGITS[(int) (bits >>> (i * 4)) & 0xF];
    }
    return new String(buffer);
  }

  private static boolean isValid(String id) {
    if (id.isEmpty() || id.length() > Limits.REQUEST_ID_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "-_.:=+/".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
