package io.alternatefutures.edge.router;

/**
 * How well the route cache serves.
 *
 * @param cacheSize functions whose compiled routes are kept
 * @param hits look-ups answered from the cache
 * @param misses look-ups that had to compile
 */
public record RouterStats(int cacheSize, long hits, long misses) {
  /** Hits per look-up, 0 to 1; 0 before the first look-up. */
  public double cacheHitRate() {
    long lookups = hits + misses;
    return lookups == 0 ? 0 : (double) hits / lookups;
  }
}
