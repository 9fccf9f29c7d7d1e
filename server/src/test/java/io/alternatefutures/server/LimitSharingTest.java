package io.alternatefutures.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.plan.SharedLimits.Usage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LimitSharingTest {
  @Test
  void announcements_fit_into_what_the_database_announces() {
    List<Usage> given =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new Usage("0123456789abcdef".repeat(2), Long.MAX_VALUE - i))
            .toList();
    List<String> announcements = LimitSharing.announcements("a".repeat(12), given);

    assertThat(announcements)
        .hasSize(7)
        .allSatisfy(text -> assertThat(text).hasSizeLessThan(8_000));
    assertThat(String.join("", announcements).split(":", -1)).hasSize(1_001);
  }
}
