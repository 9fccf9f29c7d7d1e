package io.alternatefutures.edge.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.limits.OriginLimits;
import io.alternatefutures.edge.testing.Records;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class NameCacheTest {
  private static final List<InetAddress> SOME = List.of(InetAddress.ofLiteral("192.0.2.1"));
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static OriginLimits limits(Duration ttl, int names, int lookups, int queue) {
    OriginLimits limits = Records.with(OriginLimits.defaults(), "names", names);
    limits = Records.with(Records.with(limits, "nameTtl", ttl), "nameFailureTtl", ttl);
    return Records.with(Records.with(limits, "nameLookups", lookups), "nameQueue", queue);
  }

  @Test
  void a_name_is_looked_up_once_while_it_is_remembered() {
    AtomicInteger lookups = new AtomicInteger();
    NameLookup lookup =
        _ -> {
          lookups.incrementAndGet();
          return SOME;
        };
    try (NameCache cache = new NameCache(lookup, OriginLimits.defaults())) {
      assertThat(cache.addresses("a.test")).succeedsWithin(PATIENCE).isEqualTo(SOME);
      assertThat(cache.addresses("a.test")).isCompletedWithValue(SOME);
      assertThat(lookups).hasValue(1);
    }
  }

  @Test
  void a_name_is_looked_up_again_when_its_time_is_over() {
    AtomicInteger lookups = new AtomicInteger();
    NameLookup lookup =
        _ -> {
          lookups.incrementAndGet();
          return SOME;
        };
    try (NameCache cache = new NameCache(lookup, limits(Duration.ZERO, 10, 1, 1))) {
      assertThat(cache.addresses("a.test")).succeedsWithin(PATIENCE);
      assertThat(cache.addresses("a.test")).succeedsWithin(PATIENCE);
      assertThat(lookups).hasValue(2);
    }
  }

  @Test
  void those_who_ask_together_share_a_look_up() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    CountDownLatch answer = new CountDownLatch(1);
    NameLookup lookup =
        _ -> {
          lookups.incrementAndGet();
          await(answer);
          return SOME;
        };
    try (NameCache cache = new NameCache(lookup, OriginLimits.defaults())) {
      CompletableFuture<List<InetAddress>> first = cache.addresses("a.test");
      CompletableFuture<List<InetAddress>> second = cache.addresses("a.test");
      assertThat(first).isNotDone();
      answer.countDown();
      assertThat(first).succeedsWithin(PATIENCE);
      assertThat(second).succeedsWithin(PATIENCE);
      assertThat(lookups).hasValue(1);
    }
  }

  @Test
  void failures_are_remembered_for_a_while() {
    AtomicInteger lookups = new AtomicInteger();
    NameLookup lookup =
        host -> {
          lookups.incrementAndGet();
          throw new UnknownHostException(host);
        };
    try (NameCache cache = new NameCache(lookup, OriginLimits.defaults())) {
      for (int i = 0; i < 3; i++) {
        assertThat(cache.addresses("a.test"))
            .failsWithin(PATIENCE)
            .withThrowableThat()
            .withCauseInstanceOf(UnknownHostException.class);
      }
      assertThat(lookups).hasValue(1);
    }
  }

  @Test
  void literals_are_not_looked_up() {
    NameLookup never =
        host -> {
          throw new AssertionError(host);
        };
    try (NameCache cache = new NameCache(never, OriginLimits.defaults())) {
      assertThat(cache.addresses("192.0.2.1")).isCompletedWithValue(SOME);
      assertThat(cache.addresses("::1"))
          .isCompletedWithValue(List.of(InetAddress.ofLiteral("::1")));
    }
  }

  @Test
  void look_ups_beyond_the_limit_fail_at_once() {
    CountDownLatch answer = new CountDownLatch(1);
    NameLookup slow =
        _ -> {
          await(answer);
          return SOME;
        };
    try (NameCache cache = new NameCache(slow, limits(PATIENCE, 10, 1, 1))) {
      CompletableFuture<List<InetAddress>> running = cache.addresses("a.test");
      CompletableFuture<List<InetAddress>> waiting = cache.addresses("b.test");
      assertThat(cache.addresses("c.test"))
          .isCompletedExceptionally()
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withCauseInstanceOf(RejectedExecutionException.class);
      answer.countDown();
      assertThat(running).succeedsWithin(PATIENCE);
      assertThat(waiting).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void no_more_names_are_remembered_than_allowed() {
    AtomicInteger lookups = new AtomicInteger();
    NameLookup lookup =
        _ -> {
          lookups.incrementAndGet();
          return SOME;
        };
    try (NameCache cache = new NameCache(lookup, limits(PATIENCE, 2, 1, 10))) {
      for (String name : List.of("a.test", "b.test", "c.test", "c.test", "a.test")) {
        assertThat(cache.addresses(name)).succeedsWithin(PATIENCE);
      }
      assertThat(lookups).as("c is looked up each time").hasValue(4);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
