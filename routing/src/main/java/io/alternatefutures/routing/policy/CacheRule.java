package io.alternatefutures.routing.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeping answers (RFC 9111).
 *
 * @param ttl freshness of answers that say nothing about it; zero keeps only those that do
 * @param staleWhileRevalidate how long a stale answer is given while it is fetched anew
 * @param staleIfError how long a stale answer is given when the target fails
 * @param maxBytes largest body kept
 */
public record CacheRule(
    Duration ttl, Duration staleWhileRevalidate, Duration staleIfError, int maxBytes) {
  private static final Duration LONGEST = Duration.ofDays(365);

  static @Nullable CacheRule read(OptionReader options) {
    OptionReader cache = options.objectOrTrue("cache");
    if (cache == null) {
      return null;
    }
    Duration ttl = cache.duration("ttl", Duration.ZERO, LONGEST, Duration.ZERO);
    Duration revalidate =
        cache.duration("staleWhileRevalidate", Duration.ZERO, LONGEST, Duration.ZERO);
    Duration error = cache.duration("staleIfError", Duration.ZERO, LONGEST, Duration.ZERO);
    int maxBytes = cache.integer("maxBytes", 1, 16 * 1024 * 1024, 1024 * 1024);
    cache.finish();
    return new CacheRule(ttl, revalidate, error, maxBytes);
  }

  String text() {
    return "as the answers say"
        + (ttl.isZero() ? "" : ", else for " + Durations.text(ttl))
        + ", bodies up to "
        + maxBytes
        + " bytes";
  }
}
