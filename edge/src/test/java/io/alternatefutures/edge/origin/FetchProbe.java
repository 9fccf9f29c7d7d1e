package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.FailureCode;
import io.alternatefutures.sandbox.FetchHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes a function's {@code fetch()} in its place, and keeps what comes of it. */
final class FetchProbe implements ExchangeListener {
  private final EdgeFixture edge;
  private final ProjectId project;
  private final EventLoop loop;
  private final CompletableFuture<String> result = new CompletableFuture<>();
  private final StringBuilder body = new StringBuilder();
  private final CompletableFuture<Boolean> writable = new CompletableFuture<>();
  private volatile int status;
  private volatile @Nullable HttpHeaders headers;
  private volatile @Nullable Exchange exchange;

  FetchProbe(EdgeFixture edge) {
    this(edge, EdgeFixture.PROJECT);
  }

  FetchProbe(EdgeFixture edge, ProjectId project) {
    this.edge = edge;
    this.project = project;
    this.loop = edge.loops().contexts().getFirst().loop();
  }

  /** Fields that nothing has validated, as they come from a worker. */
  static HttpHeaders fields(String... namesAndValues) {
    HttpHeaders fields =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  FetchProbe get(String url) throws Exception {
    return send(new FetchHead("GET", url, new DefaultHttpHeaders(), false), "");
  }

  FetchProbe send(FetchHead head, String requestBody) throws Exception {
    loop.submit(
            () -> {
              Exchange opened = edge.origins().open(loop, project, head, this);
              exchange = opened;
              if (!requestBody.isEmpty()) {
                boolean more =
                    opened.write(Unpooled.copiedBuffer(requestBody, StandardCharsets.UTF_8));
                if (more) {
                  writable.complete(true);
                }
              }
              opened.end();
            })
        .get(10, TimeUnit.SECONDS);
    return this;
  }

  /** The body, once it is complete; fails with the code of a failure. */
  String text() throws Exception {
    return result.get(10, TimeUnit.SECONDS);
  }

  /** The code of the failure. */
  String failure() throws Exception {
    try {
      return "none: " + text();
    } catch (java.util.concurrent.ExecutionException e) {
      Throwable cause = e.getCause();
      return cause == null ? "" : String.valueOf(cause.getMessage());
    }
  }

  int status() {
    return status;
  }

  HttpHeaders headers() {
    HttpHeaders seen = headers;
    if (seen == null) {
      throw new AssertionError("no head");
    }
    return seen;
  }

  @Override
  public void onHead(int seenStatus, HttpHeaders seen) {
    status = seenStatus;
    headers = seen;
  }

  @Override
  public void onBody(ByteBuf data) {
    body.append(data.toString(StandardCharsets.UTF_8));
    data.release();
  }

  @Override
  public void onEnd(long cpuNanos) {
    result.complete(body.toString());
  }

  @Override
  public void onFailure(FailureCode code, String detail) {
    result.completeExceptionally(new IllegalStateException(code.name()));
  }

  @Override
  public void onWritable() {
    writable.complete(true);
  }
}
