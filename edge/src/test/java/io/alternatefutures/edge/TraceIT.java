package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TraceIT {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

  @Test
  void a_trace_is_passed_on_and_told_to_the_access_log() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      client.send(
          "GET / HTTP/1.1\r\nHost: gw.localhost\r\nTraceParent: %s\r\nTraceState: a=b\r\n\r\n"
              .formatted(PARENT));
      assertThat(client.read().status()).isEqualTo(200);

      RawOrigin.Request seen = origin.requests().take();
      assertThat(seen.field("traceparent")).isEqualTo(PARENT);
      assertThat(seen.field("tracestate")).isEqualTo("a=b");
      assertThat(edge.nextRecord().traceId()).isEqualTo(TRACE);
    }
  }

  @Test
  void a_trace_that_is_not_valid_is_replaced() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      client.send(
          """
          GET / HTTP/1.1\r
          Host: gw.localhost\r
          traceparent: 00-x-y-01\r
          tracestate: a=b\r
          \r
          """);
      assertThat(client.read().status()).isEqualTo(200);

      RawOrigin.Request seen = origin.requests().take();
      assertThat(seen.field("traceparent"))
          .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
          .contains(edge.nextRecord().traceId());
      assertThat(seen.has("tracestate")).isFalse();
    }
  }
}
