package io.alternatefutures.edge.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.edge.limits.Limits;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LoopTest {
  private static void on(EventLoop loop, Runnable work) throws Exception {
    loop.submit(work).get(10, TimeUnit.SECONDS);
  }

  @Test
  void many_items_are_flushed_once_without_waiting_for_more_channels() throws Exception {
    try (EdgeLoops loops = EdgeLoops.start(1)) {
      LoopContext context = loops.contexts().getFirst();
      FlushQueue queue = context.flushes();
      List<String> flushed = new ArrayList<>();
      on(
          context.loop(),
          () -> {
            queue.add(() -> flushed.add("first"));
            queue.afterReads();
            assertThat(flushed).isEmpty();
            for (int i = 1; i < 3 * Limits.CHANNELS_FLUSHED_TOGETHER; i++) {
              queue.add(() -> flushed.add("later"));
            }
            queue.afterReads();
            assertThat(flushed)
                .hasSize(3 * Limits.CHANNELS_FLUSHED_TOGETHER)
                .startsWith("first", "later");
          });
      on(context.loop(), () -> assertThat(flushed).containsOnlyOnce("first"));
    }
  }

  @Test
  void few_items_are_flushed_soon() throws Exception {
    try (EdgeLoops loops = EdgeLoops.start(1)) {
      LoopContext context = loops.contexts().getFirst();
      CountDownLatch flushed = new CountDownLatch(2);
      on(
          context.loop(),
          () -> {
            context.flushes().add(flushed::countDown);
            context.flushes().add(flushed::countDown);
            assertThat(flushed.getCount()).isEqualTo(2);
          });
      assertThat(flushed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void what_flushing_adds_is_flushed_too_without_recursion() throws Exception {
    try (EdgeLoops loops = EdgeLoops.start(1)) {
      LoopContext context = loops.contexts().getFirst();
      FlushQueue queue = context.flushes();
      int[] left = {100_000};
      on(
          context.loop(),
          () -> {
            queue.add(
                new Flushable() {
                  @Override
                  public void flushPending() {
                    if (left[0]-- > 0) {
                      queue.add(this);
                      queue.afterReads();
                    }
                  }
                });
          });
      on(context.loop(), () -> {});
      assertThat(left[0]).isEqualTo(-1);
    }
  }

  @Test
  void deadlines_are_looked_at_until_they_are_forgotten() throws Exception {
    try (EdgeLoops loops = EdgeLoops.start(1)) {
      LoopContext context = loops.contexts().getFirst();
      Sweeper sweeper = context.sweeper();
      CompletableFuture<List<String>> result = new CompletableFuture<>();
      List<String> ticks = new ArrayList<>();
      on(
          context.loop(),
          () -> {
            Timed[] items = new Timed[3];
            for (int i = 0; i < items.length; i++) {
              int number = i;
              items[i] =
                  new Timed() {
                    @Override
                    protected void onTick(long now) {
                      ticks.add("tick " + number);
                      // Forgetting oneself and others in the midst of a sweep.
                      sweeper.forget(items[number]);
                      sweeper.forget(items[1]);
                      if (number == 0) {
                        result.complete(List.copyOf(ticks));
                      }
                    }
                  };
              sweeper.watch(items[i]);
              sweeper.watch(items[i]);
            }
          });
      assertThat(result.get(10, TimeUnit.SECONDS)).containsExactly("tick 2", "tick 0");
    }
  }

  @Test
  void a_foreign_loop_is_refused() {
    try (EdgeLoops loops = EdgeLoops.start(2);
        DefaultEventLoop foreign = new DefaultEventLoop()) {
      assertThat(loops.size()).isEqualTo(2);
      assertThatThrownBy(() -> loops.of(foreign)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
