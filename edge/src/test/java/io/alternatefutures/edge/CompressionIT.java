package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.FakeSandbox;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.edge.testing.Records;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompressionIT {
  private static final String LARGE = "All work and no play makes Jack a dull boy. ".repeat(5_000);
  private static final String ONE_KIB = "k".repeat(1_024);

  private static HttpHeaders fields(String... namesAndValues) {
    HttpHeaders fields = new DefaultHttpHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  private static EdgeFixture answering(FakeSandbox.Function function) {
    EdgeFixture edge = EdgeFixture.start().coded("fn");
    edge.sandbox().function(function);
    return edge;
  }

  private static RawClient ask(RawClient client, String method, String accepted)
      throws IOException {
    return client.send(
        method + " / HTTP/1.1\r\nHost: fn.localhost\r\nAccept-Encoding: " + accepted + "\r\n\r\n");
  }

  private static byte[] bytes(RawClient.Response response) {
    return response.body().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String gunzip(RawClient.Response response) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes(response)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void an_answer_is_compressed_for_who_asks_for_it() throws Exception {
    HttpHeaders fields =
        fields(
            "Content-Type",
            "text/html; charset=utf-8",
            "Content-Length",
            Integer.toString(LARGE.length()),
            "ETag",
            "\"v1\"",
            "Vary",
            "Origin",
            "Accept-Ranges",
            "bytes",
            "Content-Digest",
            "sha-256=:x:");
    try (EdgeFixture edge = answering(call -> call.answer(200, fields.copy(), LARGE));
        RawClient client = edge.client()) {
      RawClient.Response gzip = ask(client, "GET", "br, gzip").read();
      assertThat(gzip.field("Content-Encoding")).isEqualTo("gzip");
      assertThat(gunzip(gzip)).isEqualTo(LARGE);
      assertThat(gzip.body()).hasSizeLessThan(LARGE.length() / 50);
      assertThat(gzip.field("ETag")).isEqualTo("W/\"v1\"");
      assertThat(gzip.field("Vary")).isEqualTo("Origin, Accept-Encoding");
      assertThat(gzip.has("Accept-Ranges") || gzip.has("Content-Digest")).isFalse();

      RawClient.Response deflate = ask(client, "GET", "deflate").read();
      assertThat(deflate.field("Content-Encoding")).isEqualTo("deflate");
      try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes(deflate)))) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(LARGE);
      }

      RawClient.Response plain = ask(client, "GET", "gzip;q=0").read();
      assertThat(plain.text()).isEqualTo(LARGE);
      assertThat(plain.has("Content-Encoding")).isFalse();
      assertThat(plain.field("ETag")).isEqualTo("\"v1\"");
      assertThat(plain.field("Vary")).isEqualTo("Origin, Accept-Encoding");
      assertThat(plain.field("Content-Length")).isEqualTo(Integer.toString(LARGE.length()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, Content-Encoding, br",
    "200, Content-Encoding, identity",
    "200, 'Cache-Control', 'public, no-transform'",
    "200, Content-Type, text/event-stream",
    "200, Content-Type, image/png",
    "200, Content-Type, application/octet-stream",
    "200, Content-Type, ''",
    "206, Content-Range, bytes 0-5000/9000",
  })
  void what_is_not_to_be_compressed_is_left_alone(int status, String name, String value)
      throws Exception {
    HttpHeaders fields = fields("Content-Type", "text/plain").set(name, value);
    try (EdgeFixture edge = answering(call -> call.answer(status, fields.copy(), LARGE));
        RawClient client = edge.client()) {
      RawClient.Response response = ask(client, "GET", "gzip").read();
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.body()).isEqualTo(LARGE);
      assertThat(response.field("Content-Encoding")).isNotEqualTo("gzip");
      assertThat(response.has("Vary")).isFalse();
    }
  }

  @Test
  void small_answers_are_left_alone_whether_their_length_is_told_or_not() throws Exception {
    String small = ONE_KIB.substring(1);
    try (EdgeFixture edge =
            answering(call -> {
              HttpHeaders fields = fields("Content-Type", "application/json");
              switch (call.head().method()) {
                case "GET" -> call.answer(200, fields, small);
                case "PUT" -> call.answer(200, fields.add("Content-Length", "1023"), small);
                default -> call.answer(200, fields, ONE_KIB);
              }
            });
        RawClient client = edge.client()) {
      for (String method : new String[] {"GET", "PUT"}) {
        RawClient.Response response = ask(client, method, "gzip").read();
        assertThat(response.body()).isEqualTo(small);
        assertThat(response.field("Content-Length")).isEqualTo("1023");
        assertThat(response.field("Vary")).isEqualTo("Accept-Encoding");
      }
      RawClient.Response response = ask(client, "DELETE", "gzip").read();
      assertThat(gunzip(response)).isEqualTo(ONE_KIB);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void answers_without_a_body_stay_so(int status) throws Exception {
    try (EdgeFixture edge =
            answering(call -> call.answer(status, fields("Content-Type", "text/plain"), ""));
        RawClient client = edge.client()) {
      RawClient.Response response = ask(client, "GET", "gzip").read();
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.has("Content-Encoding")).isFalse();
    }
  }

  @Test
  void head_tells_the_length_of_what_is_not_compressed() throws Exception {
    HttpHeaders fields = fields("Content-Type", "text/plain", "Content-Length", "5000");
    try (EdgeFixture edge = answering(call -> call.answer(200, fields.copy(), ""));
        RawClient client = edge.client()) {
      RawClient.Response response = ask(client, "HEAD", "gzip").readBodyless();
      assertThat(response.field("Content-Length")).isEqualTo("5000");
      assertThat(response.field("Vary")).isEqualTo("Accept-Encoding");
      assertThat(ask(client, "HEAD", "gzip").readBodyless().status()).isEqualTo(200);
    }
  }

  /** Reads one chunk of a chunked body. */
  private static byte[] chunk(RawClient client) throws IOException {
    int size = Integer.parseInt(client.readLine(), 16);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) client.readByte();
    }
    client.readLine();
    return bytes;
  }

  @Test
  void what_a_function_streams_can_be_read_as_it_comes() throws Exception {
    BlockingQueue<FakeSandbox.Call> calls = new LinkedBlockingQueue<>();
    try (EdgeFixture edge = answering(calls::add);
        RawClient client = edge.client()) {
      ask(client, "GET", "deflate");
      FakeSandbox.Call call = calls.poll(10, TimeUnit.SECONDS);
      assertThat(call).isNotNull();
      call.loop().execute(() -> call.listener().onHead(200, fields("Content-Type", "text/plain")));
      while (!client.readLine().isEmpty()) {
        // the head comes before any of the body
      }
      Inflater inflater = new Inflater();
      byte[] text = new byte[100];
      for (String piece : new String[] {"one", "two", "three"}) {
        call.loop().execute(() -> call.piece(piece));
        int length = 0;
        while (length < piece.length()) {
          inflater.setInput(chunk(client));
          length += inflater.inflate(text, length, text.length - length);
        }
        assertThat(new String(text, 0, length, StandardCharsets.US_ASCII)).isEqualTo(piece);
      }
      call.loop().execute(() -> call.listener().onEnd(0));
      inflater.setInput(chunk(client));
      assertThat(inflater.inflate(text)).isZero();
      assertThat(inflater.finished()).isTrue();
      inflater.end();
    }
  }

  @Test
  void an_answer_that_breaks_off_is_not_taken_for_whole() throws Exception {
    try (EdgeFixture edge =
            answering(call -> {
              call.listener().onHead(200, fields("Content-Type", "text/plain"));
              call.piece(LARGE);
              call.loop()
                  .execute(() -> call.listener().onFailure(FailureCode.FUNCTION_ERROR, "test"));
            });
        RawClient client = edge.client()) {
      ask(client, "GET", "gzip");
      org.assertj.core.api.Assertions.assertThatThrownBy(client::read)
          .isInstanceOf(IOException.class);
      assertThat(edge.nextRecord().code()).isEqualTo("FUNCTION_ERROR");
    }
  }

  @Test
  void what_targets_answer_is_not_touched() throws Exception {
    try (RawOrigin origin =
            new RawOrigin((_, wire) ->
                wire.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1024\r\n\r\n"
                        + ONE_KIB));
        EdgeFixture edge = EdgeFixture.start().routed("fn", Map.of("/*", origin.url()));
        RawClient client = edge.client()) {
      RawClient.Response response = ask(client, "GET", "gzip").read();
      assertThat(response.body()).isEqualTo(ONE_KIB);
      assertThat(response.has("Vary")).isFalse();
    }
  }

  @Test
  void it_can_be_turned_off() throws Exception {
    try (EdgeFixture edge =
            EdgeFixture.start(
                    options -> Records.with(options, "compression", EdgeOptions.Compression.OFF))
                .coded("fn");
        RawClient client = edge.client()) {
      edge.sandbox().function(call -> call.answer(200, LARGE));
      RawClient.Response response = ask(client, "GET", "gzip").read();
      assertThat(response.body()).isEqualTo(LARGE);
      assertThat(response.has("Vary")).isFalse();
    }
  }
}
