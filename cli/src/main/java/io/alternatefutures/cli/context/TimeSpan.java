package io.alternatefutures.cli.context;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 30m}, {@code 12h}, {@code 90d}, {@code 4w}. */
public final class TimeSpan {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,5})([smhdw])");

  private TimeSpan() {}

  /**
   * Reads the value of an option.
   *
   * @throws UsageException when it is no span
   */
  public static Duration parse(String text, String option) {
    Matcher matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException(
          "Invalid value for option '"
              + option
              + "': \""
              + text
              + "\" is not a number with s, m, h, d or w behind it, as in 90d");
    }
    Duration unit =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          case "d" -> Duration.ofDays(1);
          default -> Duration.ofDays(7);
        };
    return unit.multipliedBy(Long.parseLong(matcher.group(1)));
  }
}
