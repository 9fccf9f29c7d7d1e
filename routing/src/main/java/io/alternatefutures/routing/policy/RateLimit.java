package io.alternatefutures.routing.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many requests one client may make.
 *
 * @param requests in each {@code per}
 * @param burst requests that may come at once
 * @param counting whether each instance counts for itself
 */
public record RateLimit(int requests, Duration per, int burst, Key by, Counting counting) {
  /** Who counts. */
  public enum Counting {
    /** Each instance gives every client the whole allowance. */
    EACH_INSTANCE,
    /** All instances on one database give it together. */
    TOGETHER
  }

  /** What tells one client from another. */
  public sealed interface Key {
    /** The client's address. */
    record Client() implements Key {}

    /** The value of a field; requests without it share one allowance. */
    record Header(String name) implements Key {}

    /** The {@code Authorization} field. */
    record Token() implements Key {}
  }

  static @Nullable RateLimit read(OptionReader options) {
    OptionReader limit = options.object("rateLimit");
    if (limit == null) {
      return null;
    }
    if (!limit.has("requests")) {
      limit.wrong("requests", "an integer from 1 to 1000000");
    }
    int requests = limit.integer("requests", 1, 1_000_000, 1);
    Duration per =
        limit.duration("per", Duration.ofMillis(100), Duration.ofDays(1), Duration.ofMinutes(1));
    int burst = limit.integer("burst", 1, 1_000_000, requests);
    Key by = key(limit);
    Counting counting = limit.flag("shared") ? Counting.TOGETHER : Counting.EACH_INSTANCE;
    limit.finish();
    return new RateLimit(requests, per, burst, by, counting);
  }

  private static Key key(OptionReader limit) {
    String by = limit.text("by");
    if (by == null || by.equals("client")) {
      return new Key.Client();
    }
    if (by.equals("token")) {
      return new Key.Token();
    }
    if (by.startsWith("header:") && Tokens.isToken(by.substring(7))) {
      return new Key.Header(by.substring(7));
    }
    limit.wrong("by", "\"client\", \"token\" or \"header:NAME\"");
    return new Key.Client();
  }

  String text() {
    String who =
        switch (by) {
          case Key.Client _ -> "client address";
          case Key.Header header -> "value of " + header.name();
          case Key.Token _ -> "token";
        };
    String where = counting == Counting.TOGETHER ? ", all instances together" : "";
    return requests + " requests in " + Durations.text(per) + " for each " + who + where;
  }
}
