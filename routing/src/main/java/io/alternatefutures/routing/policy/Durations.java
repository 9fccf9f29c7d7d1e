package io.alternatefutures.routing.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Times as routes write them: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, or a number. */
final class Durations {
  private static final int LONGEST = 12;

  private Durations() {}

  /** Reads a time; a number is in milliseconds. Null when it is none. */
  static @Nullable Duration parse(@Nullable Object value) {
    if (value instanceof Number number) {
      double millis = number.doubleValue();
      boolean whole = millis == Math.rint(millis) && Math.abs(millis) < Integer.MAX_VALUE;
      return whole ? Duration.ofMillis(number.longValue()) : null;
    }
    if (!(value instanceof String text) || text.length() > LONGEST) {
      return null;
    }
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > 9) {
      return null;
    }
    long amount = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> null;
    };
  }

  /** As {@link #parse} reads it, in the largest unit that leaves a whole number. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1_000 != 0 || millis == 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
