package io.alternatefutures.edge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RetryBudgetTest {
  private static int taken(RetryBudget budget) {
    int taken = 0;
    while (budget.take()) {
      taken++;
    }
    return taken;
  }

  @Test
  void starts_with_ten_retries_and_earns_its_share_of_the_requests() {
    RetryBudget budget = new RetryBudget(20);
    assertThat(taken(budget)).isEqualTo(10);

    for (int i = 0; i < 25; i++) {
      budget.payIn();
    }

    assertThat(taken(budget)).isEqualTo(5);
  }

  @Test
  void saves_no_more_than_ten_retries() {
    RetryBudget budget = new RetryBudget(100);
    for (int i = 0; i < 1_000; i++) {
      budget.payIn();
    }

    assertThat(taken(budget)).isEqualTo(10);
  }
}
