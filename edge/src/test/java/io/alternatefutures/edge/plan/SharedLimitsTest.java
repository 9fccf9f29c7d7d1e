package io.alternatefutures.edge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.plan.SharedLimits.Usage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SharedLimitsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int BURST = 10;

  private long now = 1;
  private final SharedLimits one = new SharedLimits(() -> now);
  private final SharedLimits other = new SharedLimits(() -> now);

  /** One request a second, ten at once. */
  private boolean gives(SharedLimits instance, String id) {
    return instance.take(id, SECOND, BURST * SECOND, now) == 0;
  }

  private int given(SharedLimits instance, String id) {
    int count = 0;
    while (gives(instance, id)) {
      count++;
    }
    return count;
  }

  private void tellEachOther() {
    List<Usage> first = one.takeUntold(1_000);
    List<Usage> second = other.takeUntold(1_000);
    one.used(second);
    other.used(first);
  }

  @Test
  void what_one_gave_the_other_does_not_give_again() {
    assertThat(given(one, "a")).isEqualTo(BURST);
    tellEachOther();
    assertThat(given(other, "a")).isZero();
    assertThat(given(other, "b")).isEqualTo(BURST);
  }

  @Test
  void what_was_given_too_much_is_missing_afterwards() {
    assertThat(given(one, "a") + given(other, "a")).isEqualTo(2 * BURST);
    tellEachOther();
    now += BURST * SECOND;
    assertThat(given(one, "a") + given(other, "a")).isZero();
    now += SECOND;
    assertThat(gives(one, "a")).isTrue();
    tellEachOther();
    assertThat(gives(other, "a")).isFalse();
  }

  @Test
  void two_that_tell_each_other_often_give_hardly_more_than_one_would() {
    int given = 0;
    int seconds = 1_000;
    for (int tick = 0; tick < seconds * 5; tick++) {
      now += SECOND / 5;
      given += given(one, "a") + given(other, "a");
      tellEachOther();
    }
    assertThat(given).isBetween(seconds, seconds + 2 * BURST);
  }

  @Test
  void everything_is_told_once_and_no_more_at_a_time_than_wanted() {
    for (int i = 0; i < 10; i++) {
      assertThat(gives(one, "client-" + i)).isTrue();
    }
    assertThat(gives(one, "client-0")).isTrue();
    List<Usage> first = one.takeUntold(4);
    assertThat(first).hasSize(4).contains(new Usage("client-0", 2 * SECOND));
    List<Usage> rest = one.takeUntold(100);
    assertThat(Stream.concat(first.stream(), rest.stream()).map(Usage::allowance))
        .hasSize(10)
        .doesNotHaveDuplicates();
    assertThat(one.takeUntold(100)).isEmpty();
  }

  @Test
  void clients_beyond_the_limit_share_one_allowance() {
    for (int i = 0; i < Limits.RATE_LIMITED_CLIENTS; i++) {
      assertThat(gives(one, "client-" + i)).isTrue();
    }
    assertThat(given(one, "late")).isEqualTo(BURST);
    assertThat(given(one, "later")).isZero();
    now += BURST * SECOND;
    assertThat(given(one, "later")).isEqualTo(BURST);
  }
}
