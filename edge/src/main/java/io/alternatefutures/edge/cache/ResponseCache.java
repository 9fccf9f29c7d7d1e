package io.alternatefutures.edge.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.model.FunctionId;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All answers that are kept, and the requests under way for more. Thread-safe. */
public final class ResponseCache {
  private final Clock clock;
  private final Cache<CacheKey, Variants> answers;
  private final ConcurrentHashMap<CacheKey, CompletableFuture<Void>> fetches =
      new ConcurrentHashMap<>();

  /** The answers to one request, by the fields they vary on; the newest first. */
  private record Variants(List<StoredResponse> all) {
    Variants {
      all = List.copyOf(all);
    }

    int weight() {
      return (int)
          Math.min(Integer.MAX_VALUE, all.stream().mapToLong(StoredResponse::weight).sum());
    }
  }

  /**
   * @param bytes that all answers together may take
   */
  public ResponseCache(long bytes, Clock clock) {
    this.clock = clock;
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((CacheKey key, Variants variants) -> variants.weight() + key.target().length())
            .build();
  }

  /** Milliseconds since 1970. */
  public long now() {
    return clock.millis();
  }

  /**
   * The answer to a request; null when there is none, or only one that is of no use any more.
   *
   * @param route as in {@link StoredResponse#route}
   */
  public @Nullable StoredResponse find(CacheKey key, Object route, HttpHeaders request) {
    Variants variants = answers.getIfPresent(key);
    if (variants == null) {
      return null;
    }
    for (StoredResponse each : variants.all()) {
      if (each.answers(request) && each.route().equals(route)) {
        return each;
      }
    }
    return null;
  }

  /** Keeps an answer, in the place of the one to the same request. */
  void put(CacheKey key, StoredResponse stored, HttpHeaders request) {
    answers
        .asMap()
        .compute(
            key,
            (_, before) -> {
              List<StoredResponse> all = new ArrayList<>();
              all.add(stored);
              if (before != null) {
                before.all().stream()
                    .filter(each -> !each.answers(request))
                    .limit(Limits.CACHED_VARIANTS - 1L)
                    .forEach(all::add);
              }
              return new Variants(all);
            });
  }

  /** Forgets the answers to one request. */
  public void invalidate(CacheKey key) {
    answers.invalidate(key);
  }

  /**
   * Forgets the answers of a function.
   *
   * @param prefix of the paths asked for
   * @return how many requests' answers were forgotten
   */
  public int purge(FunctionId function, String prefix) {
    int purged = 0;
    for (CacheKey key : answers.asMap().keySet()) {
      boolean meant = key.function().equals(function) && key.target().startsWith(prefix);
      if (meant && answers.asMap().remove(key) != null) {
        purged++;
      }
    }
    return purged;
  }

  /** Forgets all answers. */
  public void purgeAll() {
    answers.invalidateAll();
  }

  /**
   * Announces that an answer is being fetched.
   *
   * @return null when that is the caller's turn, who calls {@link #landed} in the end; else what is
   *     done when whoever is at it is
   */
  public @Nullable CompletableFuture<Void> fetching(CacheKey key) {
    return fetches.putIfAbsent(key, new CompletableFuture<>());
  }

  /** The fetch is over, whatever came of it. */
  public void landed(CacheKey key) {
    CompletableFuture<Void> fetch = fetches.remove(key);
    if (fetch != null) {
      fetch.complete(null);
    }
  }
}
