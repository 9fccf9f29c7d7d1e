package io.alternatefutures.edge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CircuitTest {
  private static final long SECOND = 1_000_000_000L;

  private final Circuit circuit = new Circuit(2, Duration.ofSeconds(10));

  @Test
  void opens_after_failures_in_a_row_only() {
    circuit.failed(0);
    circuit.succeeded();
    circuit.failed(0);
    assertThat(circuit.enter(0)).isTrue();

    circuit.failed(0);

    assertThat(circuit.enter(9 * SECOND)).isFalse();
    assertThat(circuit.waitNanos(4 * SECOND)).isEqualTo(6 * SECOND);
  }

  @Test
  void lets_one_request_try_after_the_pause() {
    circuit.failed(0);
    circuit.failed(0);

    assertThat(circuit.enter(10 * SECOND)).isTrue();
    assertThat(circuit.enter(10 * SECOND)).isFalse();
  }

  @Test
  void closes_when_the_try_succeeds_and_stays_open_when_it_fails() {
    circuit.failed(0);
    circuit.failed(0);
    assertThat(circuit.enter(10 * SECOND)).isTrue();
    circuit.failed(10 * SECOND);
    assertThat(circuit.permits(19 * SECOND)).isFalse();

    assertThat(circuit.enter(20 * SECOND)).isTrue();
    circuit.succeeded();
    assertThat(circuit.enter(20 * SECOND)).isTrue();
    assertThat(circuit.waitNanos(20 * SECOND)).isZero();
  }

  @Test
  void closes_when_an_answer_begins_but_forgets_the_failures_when_it_came_whole() {
    circuit.failed(0);
    circuit.failed(0);
    assertThat(circuit.enter(10 * SECOND)).isTrue();
    circuit.beginsToAnswer();
    assertThat(circuit.enter(10 * SECOND)).isTrue();

    circuit.failed(11 * SECOND);

    assertThat(circuit.permits(12 * SECOND)).isFalse();
  }
}
