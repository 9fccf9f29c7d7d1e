package io.alternatefutures.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogBudgetTest {
  private final LogBudget budget = new LogBudget();

  @Test
  void linesBeyondTheSecondsBytesAreDroppedAndCounted() {
    budget.set(10);
    assertThat(budget.allows(6, 0)).isTrue();
    assertThat(budget.allows(6, 1)).isFalse();
    assertThat(budget.allows(1, 2)).isFalse();
    assertThat(budget.takeDropped()).isEqualTo(2);
    assertThat(budget.takeDropped()).isZero();
  }

  @Test
  void theNextSecondHasItsOwn() {
    budget.set(10);
    assertThat(budget.allows(10, 0)).isTrue();
    assertThat(budget.allows(10, 999_999_999)).isFalse();
    assertThat(budget.allows(10, 1_000_000_000)).isTrue();
  }
}
