package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.edge.testing.Records;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EdgeOptionsTest {
  private static EdgeOptions options(int port, List<String> baseDomains, Duration ttl) {
    EdgeOptions changed = Records.with(EdgeOptions.defaults(), "port", port);
    return Records.with(Records.with(changed, "baseDomains", baseDomains), "routeCacheTtl", ttl);
  }

  @Test
  void base_domains_are_kept_in_lower_case() {
    assertThat(options(0, List.of(" Edge.Example "), Duration.ZERO).baseDomains())
        .containsExactly("edge.example");
  }

  @Test
  void values_out_of_range_are_named() {
    List<String> domains = List.of("localhost");
    assertThatThrownBy(() -> options(65_536, domains, Duration.ZERO))
        .hasMessage("port must be 0 to 65535, not 65536");
    assertThatThrownBy(() -> options(0, List.of(), Duration.ZERO))
        .hasMessage("at least one base domain is needed");
    assertThatThrownBy(() -> options(0, List.of("a..b"), Duration.ZERO))
        .hasMessage("\"a..b\" is not a domain name");
    assertThatThrownBy(() -> options(0, domains, Duration.ofMillis(-1)))
        .hasMessage("routeCacheTtl must not be negative: PT-0.001S");
  }
}
