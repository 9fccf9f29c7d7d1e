package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.alternatefutures.edge.LiberalReader.Message;
import io.alternatefutures.edge.http.FieldNames;
import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.trace.RequestTraces;
import io.alternatefutures.edge.trace.Tracing;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Whatever bytes come, they are requests that everybody reads alike, or they are refused. Ordinary
 * runs try the kept inputs; set {@code JAZZER_FUZZ=1} and name one method to search for new ones.
 */
final class RequestDecoderFuzzTest {
  private static final ClientLimits LIMITS = ClientLimits.defaults();
  private static final RequestTraces TRACES =
      new RequestTraces(Tracing.off(), new SplittableRandom(1));

  @FuzzTest(maxDuration = "60s")
  void whatIsAcceptedIsReadAlikeByTheMostForgivingReader(byte[] data) {
    LiberalReader other = new LiberalReader(data);
    for (Message accepted : accepted(data, Math.max(1, data.length))) {
      assertThat(other.next()).contains(accepted);
    }
  }

  @FuzzTest(maxDuration = "60s")
  void whatIsAcceptedDoesNotDependOnHowTheBytesAreCut(byte[] data) {
    List<Message> whole = accepted(data, Math.max(1, data.length));
    assertThat(accepted(data, 1)).isEqualTo(whole);
    assertThat(accepted(data, 7)).isEqualTo(whole);
  }

  /** The requests that would have been served whole, given so many bytes at a time. */
  private static List<Message> accepted(byte[] data, int piece) {
    RequestDecoder decoder = new RequestDecoder(LIMITS, new FieldNames());
    EmbeddedChannel channel = new EmbeddedChannel(decoder);
    List<Message> accepted = new ArrayList<>();
    Reading reading = new Reading(decoder, accepted);
    for (int at = 0; at < data.length && !reading.refused; at += piece) {
      int length = Math.min(piece, data.length - at);
      channel.writeInbound(Unpooled.copiedBuffer(data, at, length));
      while (!reading.refused && reading.takeAll(channel)) {
        decoder.next();
      }
    }
    channel.checkException();
    channel.finishAndReleaseAll();
    return accepted;
  }

  /** Takes what is decoded as a connection does. */
  private static final class Reading {
    private final RequestDecoder decoder;
    private final List<Message> accepted;
    private final StringBuilder body = new StringBuilder();
    private Message head = new Message("", "", List.of(), "");
    private boolean refused;

    Reading(RequestDecoder decoder, List<Message> accepted) {
      this.decoder = decoder;
      this.accepted = accepted;
    }

    /** Tells whether a message has ended. */
    boolean takeAll(EmbeddedChannel channel) {
      boolean ended = false;
      for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
        if (next instanceof HttpRequest request) {
          begin(request);
        } else if (next instanceof HttpContent content) {
          body.append(content.content().toString(StandardCharsets.ISO_8859_1));
          refused |= content.decoderResult().isFailure();
          content.release();
          if (content instanceof LastHttpContent && !refused) {
            ended = true;
            accepted.add(new Message(head.method(), head.target(), head.fields(), body.toString()));
          }
        }
      }
      return ended;
    }

    private void begin(HttpRequest request) {
      body.setLength(0);
      List<String> fields = new ArrayList<>();
      request
          .headers()
          .forEach(field ->
              fields.add(field.getKey().toLowerCase(Locale.ROOT) + ": " + field.getValue()));
      head = new Message(request.method().name(), request.uri(), fields, "");
      refused |=
          request.decoderResult().isFailure()
              || RequestReader.violation(
                      RequestReader.read(request, "id", TRACES.of(request.headers()), 1),
                      decoder.hosts(),
                      LIMITS)
                  != null;
    }
  }
}
