package io.alternatefutures.edge;

import static io.alternatefutures.edge.testing.RawHttp2.END_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawHttp2;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.edge.testing.Records;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that speak HTTP/2, with functions and HTTP/1.1 targets behind. */
final class Http2IT {
  private static EdgeFixture edge(RawOrigin origin) {
    return EdgeFixture.start().routed("gw", Map.of("/api/*", origin.url()));
  }

  @Test
  void a_function_answers_like_over_http_1_1() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.get(1, "fn.localhost", "/a?b=c");
      RawHttp2.Response response = client.read(1);

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("GET http://fn.localhost/a?b=c\n");
      assertThat(response.fields())
          .containsKeys("date", "x-request-id", "content-length")
          .doesNotContainKeys("connection", "transfer-encoding");
      assertThat(edge.nextRecord().status()).isEqualTo(200);
    }
  }

  @Test
  void a_body_reaches_a_target_that_speaks_http_1_1() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.request(1, 0, "POST", "gw.localhost", "/api/x", "cookie", "a=1", "cookie", "b=2");
      client.data(1, 0, "hello ");
      client.data(1, END_STREAM, "world");
      RawHttp2.Response response = client.read(1);

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).startsWith("POST /x HTTP/1.1\n").endsWith("\n\nhello world");
      RawOrigin.Request seen = origin.requests().take();
      assertThat(seen.field("Cookie")).isEqualTo("a=1; b=2");
      assertThat(seen.field("Host")).startsWith("127.0.0.1:");
      assertThat(seen.field("X-Forwarded-Host")).isEqualTo("gw.localhost");
      assertThat(seen.field("Transfer-Encoding")).isEqualTo("chunked");
    }
  }

  @Test
  void a_declared_length_is_passed_on() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.request(1, 0, "POST", "gw.localhost", "/api/x", "content-length", "2");
      client.data(1, END_STREAM, "ok");

      assertThat(client.read(1).body()).endsWith("\n\nok");
      assertThat(origin.requests().take().field("Content-Length")).isEqualTo("2");
    }
  }

  @Test
  void trailers_and_early_hints_of_the_target_arrive() throws Exception {
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
          wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n");
          wire.send("Grpc-Status: 0\r\n\r\n");
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.get(1, "gw.localhost", "/api/", "te", "trailers");
      RawHttp2.Frame hints = client.next(RawHttp2.HEADERS);
      assertThat(hints.fields()).containsEntry(":status", "103").containsKey("link");
      RawHttp2.Response response = client.read(1);

      assertThat(response.body()).isEqualTo("hi");
      assertThat(response.trailers()).containsEntry("grpc-status", "0");
      assertThat(origin.requests().take().field("TE")).isEqualTo("trailers");
    }
  }

  @Test
  void many_streams_are_served_at_once() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      for (int i = 0; i < 100; i++) {
        client.get(2 * i + 1, "fn.localhost", "/" + i);
      }
      int ended = 0;
      while (ended < 100) {
        RawHttp2.Frame frame = client.next();
        assertThat(frame).isNotNull();
        assertThat(frame.type()).isNotEqualTo(RawHttp2.RST_STREAM);
        if (frame.type() <= RawHttp2.HEADERS && frame.has(END_STREAM)) {
          ended++;
        }
      }
    }
  }

  @Test
  void a_stream_that_the_client_resets_ends_its_function_only() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      edge.sandbox().function(_ -> {});
      client.get(1, "fn.localhost", "/never");
      var call = edge.sandbox().calls().poll(10, TimeUnit.SECONDS);
      assertThat(call).isNotNull();
      client.frame(RawHttp2.RST_STREAM, 0, 1, 0, 0, 0, 8);
      call.cancelled().get(10, TimeUnit.SECONDS);

      edge.sandbox().function(io.alternatefutures.edge.testing.FakeSandbox.Call::answerWithBody);
      client.get(3, "fn.localhost", "/next");
      assertThat(client.read(3).status()).isEqualTo(200);
      assertThat(edge.nextRecord().code()).isEqualTo("CLIENT_CLOSED");
    }
  }

  @Test
  void a_response_that_breaks_off_resets_its_stream_only() throws Exception {
    RawOrigin.Script script =
        (request, wire) -> {
          if (request.line().startsWith("GET /whole")) {
            wire.ok("whole");
          } else {
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            wire.close();
          }
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.get(1, "gw.localhost", "/api/half");
      assertThat(client.next(RawHttp2.RST_STREAM).error()).isEqualTo(2);
      client.get(3, "gw.localhost", "/api/whole");
      assertThat(client.read(3).body()).isEqualTo("whole");
    }
  }

  @Test
  void a_client_that_does_not_read_holds_its_target_back() throws Exception {
    int size = 8 * 1024 * 1024;
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
          wire.send("x".repeat(size));
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.get(1, "gw.localhost", "/api/");
      client.next(RawHttp2.HEADERS);
      int got = 0;
      while (got < 65_535) {
        got += client.next(RawHttp2.DATA).payload().length;
      }
      assertThat(got).as("the window of a stream").isEqualTo(65_535);
      client.frame(RawHttp2.PING, 0, 0, new byte[8]);
      assertThat(client.next(RawHttp2.PING).has(RawHttp2.ACK)).as("no data meanwhile").isTrue();

      byte[] most = {0x3F, 0, 0, 0};
      client.frame(RawHttp2.WINDOW_UPDATE, 0, 0, most).frame(RawHttp2.WINDOW_UPDATE, 0, 1, most);
      while (got < size) {
        got += client.next(RawHttp2.DATA).payload().length;
      }
      assertThat(got).isEqualTo(size);
    }
  }

  @Test
  void a_target_that_does_not_read_holds_its_client_back() throws Exception {
    java.util.concurrent.CountDownLatch read = new java.util.concurrent.CountDownLatch(1);
    int size = 16 * 1024 * 1024;
    RawOrigin.Script script =
        (_, wire) -> {
          try {
            read.await();
          } catch (InterruptedException e) {
            throw new java.io.IOException(e);
          }
          wire.in().skipNBytes(size);
          wire.ok("all");
        };
    try (RawOrigin origin = new RawOrigin(script);
        EdgeFixture edge = edge(origin);
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.request(
          1,
          0,
          "PUT",
          "gw.localhost",
          "/api/",
          "x-raw-body",
          "1",
          "content-length",
          String.valueOf(size));
      int sent = 0;
      int window = 0;
      String piece = "x".repeat(16 * 1024);
      boolean released = false;
      int connection = 65_535;
      while (sent < size) {
        if (window >= piece.length() && connection >= piece.length()) {
          client.data(1, sent + piece.length() == size ? END_STREAM : 0, piece);
          sent += piece.length();
          window -= piece.length();
          connection -= piece.length();
          continue;
        }
        if (!released && window < piece.length() && sent > 0) {
          assertThat(sent).as("what is in flight").isLessThan(size / 2);
          read.countDown();
          released = true;
        }
        RawHttp2.Frame frame = client.next();
        assertThat(frame).isNotNull();
        if (frame.type() == RawHttp2.SETTINGS && !frame.has(RawHttp2.ACK)) {
          window += 256 * 1024;
        } else if (frame.type() == RawHttp2.WINDOW_UPDATE) {
          int more = io.netty.buffer.Unpooled.wrappedBuffer(frame.payload()).getInt(0);
          if (frame.stream() == 0) {
            connection += more;
          } else {
            window += more;
          }
        }
      }
      assertThat(client.read(1).body()).isEqualTo("all");
    }
  }

  @Test
  void a_refused_request_leaves_the_connection_usable() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.get(1, "no.localhost", "/");
      assertThat(client.read(1).status()).isEqualTo(404);
      client.get(3, "fn.localhost", "/%zz");
      assertThat(client.read(3).status()).isEqualTo(400);
      client.get(5, "fn.localhost", "/");
      assertThat(client.read(5).status()).isEqualTo(200);
    }
  }

  @Test
  void a_client_that_sends_on_after_its_answer_is_told_to_stop() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.request(1, 0, "POST", "no.localhost", "/");
      assertThat(client.read(1).status()).isEqualTo(404);
      assertThat(client.next(RawHttp2.RST_STREAM).error()).as("NO_ERROR").isZero();
    }
  }

  @Test
  void a_client_that_expects_100_continue_gets_it() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      client.request(1, 0, "POST", "fn.localhost", "/", "expect", "100-continue");
      assertThat(client.next(RawHttp2.HEADERS).fields()).containsEntry(":status", "100");
      client.data(1, END_STREAM, "body");
      assertThat(client.read(1).body()).endsWith("\nbody");
    }
  }

  @Test
  void a_server_that_closes_finishes_the_streams_under_way() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      edge.sandbox().function(_ -> {});
      client.get(1, "fn.localhost", "/");
      var call = edge.sandbox().calls().poll(10, TimeUnit.SECONDS);
      assertThat(call).isNotNull();
      Thread closing = Thread.ofVirtual().start(edge.server()::close);
      assertThat(client.next(RawHttp2.GOAWAY).error()).isZero();
      call.loop().execute(() -> call.answer(200, "late"));
      assertThat(client.read(1).body()).isEqualTo("late");
      assertThat(client.next()).isNull();
      closing.join();
    }
  }

  @Test
  void http_1_1_clients_that_send_a_byte_at_a_time_are_not_taken_for_others() throws Exception {
    try (EdgeFixture edge = EdgeFixture.start().coded("fn");
        RawClient client = edge.client()) {
      for (char c : "PRIVATE / HTTP/1.1\r\nHost: fn.localhost\r\n\r\n".toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertThat(client.read().text()).startsWith("PRIVATE ");
    }
  }

  @Test
  void header_fields_beyond_the_limit_are_refused() throws Exception {
    try (EdgeFixture edge =
            EdgeFixture.start(options ->
                    Records.with(
                        options, "limits", Records.with(options.limits(), "headerFields", 10)))
                .coded("fn");
        RawHttp2 client = RawHttp2.client(edge.port())) {
      String[] many = new String[40];
      for (int i = 0; i < many.length; i += 2) {
        many[i] = "x-" + i;
        many[i + 1] = "1";
      }
      client.get(1, "fn.localhost", "/", many);
      assertThat(client.read(1).status()).isEqualTo(431);
      client.get(3, "fn.localhost", "/", "x-large", "x".repeat(33_000));
      assertThat(client.next(RawHttp2.HEADERS).fields()).containsEntry(":status", "431");
    }
  }
}
