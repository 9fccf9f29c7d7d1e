package io.alternatefutures.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LogRateTest {
  private static final long START = TimeUnit.HOURS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LogRate rate = new LogRate();

  private int admitted(int lines, int length, long now) {
    int count = 0;
    for (int i = 0; i < lines; i++) {
      count += rate.admits(length, now) ? 1 : 0;
    }
    return count;
  }

  @Test
  void a_flood_of_lines_is_cut_and_counted() {
    assertThat(admitted(5_000, 10, START)).isEqualTo(1_000);
    assertThat(rate.takeDropped()).isEqualTo(4_000);
    assertThat(rate.takeDropped()).isZero();
  }

  @Test
  void a_flood_of_characters_is_cut() {
    assertThat(admitted(1_000, 16 * 1024, START)).isEqualTo(16);
  }

  @Test
  void a_second_later_as_much_may_be_logged_again() {
    admitted(5_000, 10, START);

    assertThat(admitted(5_000, 10, START + SECOND)).isEqualTo(1_000);
    assertThat(admitted(5_000, 10, START + SECOND + SECOND / 2)).isBetween(499, 501);
  }
}
