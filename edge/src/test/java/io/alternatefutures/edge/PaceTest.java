package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.limits.MinimumRate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(Limits.TICK_MILLIS);
  private static final int TICKS_A_SECOND = 1_000 / Limits.TICK_MILLIS;

  private final Pace pace = new Pace(new MinimumRate(100, Duration.ofSeconds(5)), 0);
  private long now;
  private long moved;

  /** Waits for a client at this rate; tells after how many seconds it was too slow, or 0. */
  private int waits(int seconds, int bytesPerSecond) {
    for (int tick = 1; tick <= seconds * TICKS_A_SECOND; tick++) {
      now += TICK;
      if (tick % TICKS_A_SECOND == 0) {
        moved += bytesPerSecond;
      }
      if (pace.isTooSlow(now, moved)) {
        return tick / TICKS_A_SECOND;
      }
    }
    return 0;
  }

  @Test
  void a_client_that_is_fast_enough_is_waited_for_as_long_as_it_takes() {
    assertThat(waits(600, 100)).isZero();
  }

  @Test
  void a_client_that_is_too_slow_has_its_grace_and_no_more() {
    assertThat(waits(600, 99)).isEqualTo(5);
  }

  @Test
  void what_was_moved_in_one_window_does_not_help_in_the_next() {
    moved = 1_000_000;
    assertThat(waits(600, 99)).isEqualTo(10);
  }

  @Test
  void time_in_which_nobody_waits_for_the_client_does_not_count() {
    for (int second = 0; second < 100; second++) {
      assertThat(waits(4, 100)).isZero();
      now += TimeUnit.MINUTES.toNanos(1);
    }
  }

  @Test
  void without_a_rate_any_byte_will_do_but_none_is_too_slow() {
    Pace patient = new Pace(new MinimumRate(0, Duration.ofMillis(100)), 0);
    assertThat(patient.isTooSlow(2 * TICK, 1)).isFalse();
    assertThat(patient.isTooSlow(4 * TICK, 1)).isTrue();
  }

  @Test
  void a_new_beginning_has_its_grace_again() {
    assertThat(waits(4, 0)).isZero();
    pace.restart(now, moved);
    assertThat(waits(600, 0)).isEqualTo(5);
  }
}
