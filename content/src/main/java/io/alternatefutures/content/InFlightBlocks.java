package io.alternatefutures.content;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Which blocks are part of an unfinished batch and must not be deleted. The caller holds the
 * block's stripe when it acquires or asks, so that a deletion cannot fall between.
 */
final class InFlightBlocks {
  private final ConcurrentHashMap<String, Integer> uses = new ConcurrentHashMap<>();

  void acquire(String key) {
    uses.merge(key, 1, Integer::sum);
  }

  void release(String key) {
    uses.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
  }

  boolean isHeld(String key) {
    return uses.containsKey(key);
  }
}
