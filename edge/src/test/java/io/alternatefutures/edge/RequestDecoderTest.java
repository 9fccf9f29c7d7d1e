package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.http.FieldNames;
import io.alternatefutures.edge.limits.ClientLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RequestDecoderTest {
  private static final String TWO_REQUESTS =
      """
      \r
      POST /a?b HTTP/1.1\r
      Host: fn.localhost\r
      Transfer-Encoding: chunked\r
      \r
      5\r
      hello\r
      6;x=y\r
       world\r
      0\r
      X-Trailer: 1\r
      \r
      PUT /c HTTP/1.1\r
      Host: fn.localhost\r
      Content-Length: 3\r
      \r
      abc\
      """;

  private final RequestDecoder decoder =
      new RequestDecoder(ClientLimits.defaults(), new FieldNames());
  private final EmbeddedChannel channel = new EmbeddedChannel(decoder);

  private void feed(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  /** What was decoded, one line per request. */
  private List<String> decoded() {
    List<String> requests = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
      switch (message) {
        case HttpRequest head -> {
          current.append(head.decoderResult().isSuccess() ? "" : "bad ");
          current.append(head.method()).append(' ').append(head.uri()).append(' ');
          decoder.hosts();
        }
        case HttpContent content -> {
          ByteBuf data = content.content();
          current.append(data.toString(StandardCharsets.ISO_8859_1));
          content.release();
          if (content instanceof LastHttpContent) {
            requests.add(current.toString());
            current.setLength(0);
          }
        }
        default -> throw new AssertionError(message);
      }
    }
    if (!current.isEmpty()) {
      requests.add(current.toString());
    }
    return requests;
  }

  @Property(tries = 300)
  void requests_are_read_alike_however_their_bytes_are_cut(
      @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 40) Integer> cuts) {
    RequestDecoderTest fresh = new RequestDecoderTest();
    int start = 0;
    List<String> requests = new ArrayList<>();
    for (int cut : cuts) {
      int end = Math.min(start + cut, TWO_REQUESTS.length());
      fresh.feed(TWO_REQUESTS.substring(start, end));
      start = end;
    }
    fresh.feed(TWO_REQUESTS.substring(start));
    requests.addAll(fresh.decoded());
    assertThat(requests).containsExactly("POST /a?b hello world");

    fresh.decoder.next();
    assertThat(fresh.decoded()).containsExactly("PUT /c abc");
    fresh.channel.finishAndReleaseAll();
  }

  /** Pieces that heads and chunks are made of, in any order. */
  @Provide
  Arbitrary<String> nonsense() {
    return Arbitraries.of(
            "GET",
            "POST",
            " ",
            "/",
            "HTTP/1.1",
            "HTTP/1.0",
            "\r\n",
            "\r",
            "\n",
            "\t",
            "\0",
            ":",
            "Host",
            "Host: a\r\n",
            "Content-Length: ",
            "Content-Length: 3\r\n",
            "Transfer-Encoding: chunked\r\n",
            "\r\n\r\n",
            "0\r\n\r\n",
            "3\r\nabc\r\n",
            ";",
            ",",
            "GET / HTTP/1.1\r\nHost: a\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\n",
            "5",
            "\u00ff")
        .list()
        .ofMaxSize(40)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 2_000)
  void no_bytes_make_it_fail_or_lose_memory(@ForAll("nonsense") String text) {
    RequestDecoderTest fresh = new RequestDecoderTest();
    for (int i = 0; i < text.length(); i += 7) {
      fresh.feed(text.substring(i, Math.min(i + 7, text.length())));
      fresh.decoded();
      fresh.decoder.next();
    }
    fresh.channel.checkException();
    fresh.channel.finishAndReleaseAll();
  }

  @Test
  void the_next_request_is_not_read_before_the_one_before_is_answered() {
    feed("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(decoded()).containsExactly("GET /1 ");
    assertThat(decoder.hasMore()).isTrue();
    decoder.next();
    assertThat(decoded()).containsExactly("GET /2 ");
    assertThat(decoder.hasMore()).isFalse();
    channel.finishAndReleaseAll();
  }

  @Test
  void a_client_that_sends_too_far_ahead_is_not_read_any_more() {
    feed("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
    feed("x".repeat(ClientLimits.defaults().pipelinedBytes()));
    assertThat(channel.config().isAutoRead()).isTrue();
    feed("x");
    assertThat(channel.config().isAutoRead()).isFalse();
    decoder.next();
    assertThat(channel.config().isAutoRead()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void what_follows_a_refused_head_is_thrown_away() {
    feed("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n");
    assertThat(decoded()).containsExactly("bad GET / ");
    feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(decoded()).isEmpty();
    channel.finishAndReleaseAll();
  }
}
