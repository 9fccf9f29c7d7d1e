package io.alternatefutures.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;

final class ConnectionOptionsTest {
  private static ConnectionOptions of(String... values) {
    HttpHeaders headers = new DefaultHttpHeaders();
    for (String value : values) {
      headers.add("connection", value);
    }
    return ConnectionOptions.of(headers);
  }

  @Test
  void without_the_field_there_are_no_options() {
    ConnectionOptions none = of();
    assertThat(none.close() || none.keepAlive() || none.upgrade()).isFalse();
    assertThat(none.nominated()).isEmpty();
  }

  @Test
  void options_are_read_in_any_case_from_all_fields() {
    ConnectionOptions options = of("Keep-Alive, X-One", ", ,CLOSE", "upgrade,x-two");
    assertThat(options.close() && options.keepAlive() && options.upgrade()).isTrue();
    assertThat(options.endsHere("X-ONE")).isTrue();
    assertThat(options.endsHere("x-two")).isTrue();
    assertThat(options.endsHere("x-three")).isFalse();
  }

  @Test
  void fixed_fields_end_here_whatever_the_options() {
    for (String name :
        new String[] {
          "Connection",
          "Keep-Alive",
          "Proxy-Connection",
          "TE",
          "Transfer-Encoding",
          "Upgrade",
          "HTTP2-Settings",
          "Proxy-Authenticate",
          "Proxy-Authorization"
        }) {
      assertThat(of().endsHere(name)).as(name).isTrue();
      assertThat(of().endsHere(name + "x")).as(name + "x").isFalse();
    }
  }

  @Test
  void cleaning_leaves_the_other_fields() {
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .add("Connection", "a")
            .add("A", "1")
            .add("A", "2")
            .add("B", "3")
            .add("TE", "trailers");
    EndToEnd.clean(headers, ConnectionOptions.of(headers));
    assertThat(headers.names()).containsExactly("B");
  }
}
