package io.alternatefutures.edge.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeepAliveTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timeout=5|4",
        "timeout=5, max=100|4",
        "max=100, timeout=5|4",
        "timeout=1|0",
        "timeout=0|0",
        "timeout=600|30",
        "timeout=99999999999999999999|30",
        "timeout=|0",
        "max=5|30",
        "nonsense|30"
      })
  void a_connection_is_kept_a_second_less_than_its_server_keeps_it(String value, int seconds) {
    DefaultHttpHeaders headers = new DefaultHttpHeaders();
    headers.add("Keep-Alive", value);
    assertThat(KeepAlive.idleNanos(headers, Duration.ofSeconds(30).toNanos()))
        .isEqualTo(Duration.ofSeconds(seconds).toNanos());
  }
}
