package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.EndToEnd;
import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.origin.OriginPool;
import io.alternatefutures.edge.origin.OriginRequest;
import io.alternatefutures.edge.origin.OriginTimeouts;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.routing.TargetOrigin;
import io.alternatefutures.routing.policy.HttpUrl;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks other servers on behalf of the runtime, through the pool that requests go through. */
public final class Asking {
  private final OriginPool origins;

  /** Asks through {@code origins}, so that the egress policy holds. */
  public Asking(OriginPool origins) {
    this.origins = origins;
  }

  /** A whole answer. */
  public record Answered(int status, HttpHeaders fields, byte[] body) {}

  /** As the other one, with a URL. */
  public void get(
      EventLoop loop,
      ProjectId project,
      HttpUrl url,
      HttpHeaders fields,
      Duration timeout,
      Consumer<@Nullable Answered> answer) {
    TargetOrigin origin = new TargetOrigin(url.scheme(), url.host(), url.port());
    get(loop, project, origin, url.requestTarget(), fields, timeout, answer);
  }

  /**
   * Asks with GET.
   *
   * @param project on whose behalf
   * @param answer gets null when there is no whole answer, or a body of more than {@value
   *     Limits#COLLECTED_ANSWER_BYTES} bytes
   */
  public void get(
      EventLoop loop,
      ProjectId project,
      TargetOrigin origin,
      String requestTarget,
      HttpHeaders fields,
      Duration timeout,
      Consumer<@Nullable Answered> answer) {
    OriginRequest request =
        new OriginRequest(
            project,
            origin,
            "GET",
            requestTarget,
            fields,
            ConnectionOptions.of(fields),
            OriginRequest.NO_BODY,
            null,
            null);
    Collector collector = new Collector(answer);
    Exchange exchange =
        origins.forward(loop, request, new OriginTimeouts(timeout, timeout), collector);
    collector.exchange = exchange;
    exchange.end();
  }

  /** Owned by the event loop. */
  private static final class Collector implements ExchangeListener {
    private final Consumer<@Nullable Answered> answer;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable Exchange exchange;
    private @Nullable HttpHeaders fields;
    private int status;

    Collector(Consumer<@Nullable Answered> answer) {
      this.answer = answer;
    }

    @Override
    public void onHead(int given, HttpHeaders headers) {
      status = given;
      EndToEnd.clean(headers, ConnectionOptions.of(headers));
      fields = headers;
    }

    @Override
    public void onBody(ByteBuf data) {
      byte[] bytes = new byte[data.readableBytes()];
      data.readBytes(bytes).release();
      if (body.size() + bytes.length > Limits.COLLECTED_ANSWER_BYTES) {
        if (exchange != null) {
          exchange.cancel();
        }
        answer.accept(null);
        return;
      }
      body.writeBytes(bytes);
    }

    @Override
    public void onEnd(long cpuNanos) {
      HttpHeaders headers = fields;
      answer.accept(headers == null ? null : new Answered(status, headers, body.toByteArray()));
    }

    @Override
    public void onFailure(FailureCode code, String detail) {
      answer.accept(null);
    }

    @Override
    public void onWritable() {}
  }
}
