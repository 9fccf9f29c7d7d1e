package io.alternatefutures.edge.trace;

import io.alternatefutures.model.trace.TraceContext;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.FailureCode;
import io.alternatefutures.sandbox.FetchHead;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fetch that is recorded. Owned by its event loop. */
final class TracedFetch implements Exchange, ExchangeListener {
  private final TraceContext span;
  private final String parentId;
  private final String method;
  private final String url;
  private final ExchangeListener listener;
  private final SpanSink sink;
  private final long startedAt = System.nanoTime();
  private @Nullable Exchange exchange;
  private int status;
  private boolean over;

  TracedFetch(
      TraceContext span,
      String parentId,
      FetchHead head,
      ExchangeListener listener,
      SpanSink sink) {
    this.span = span;
    this.parentId = parentId;
    this.method = head.method();
    this.url = head.url();
    this.listener = listener;
    this.sink = sink;
  }

  void sentOver(Exchange opened) {
    exchange = opened;
  }

  private void end(@Nullable String error) {
    if (over) {
      return;
    }
    over = true;
    long endedAt = System.nanoTime();
    WallClock clock = WallClock.now();
    sink.take(() -> List.of(span(clock.at(startedAt), clock.at(endedAt), error)));
  }

  private Span span(long start, long end, @Nullable String error) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("http.request.method", method);
    attributes.put("url.full", withoutSecrets(url));
    if (status > 0) {
      attributes.put("http.response.status_code", (long) status);
    }
    String type = error == null && status >= 400 ? Integer.toString(status) : error;
    if (type != null) {
      attributes.put("error.type", type);
    }
    return new Span(
        span, parentId, "fetch", Span.Kind.CLIENT, start, end, attributes, type != null);
  }

  /** A URL without what is often secret: user, password, query and fragment. */
  private static String withoutSecrets(String url) {
    String path = url.split("[?#]", 2)[0];
    int authority = path.indexOf("://") + 3;
    int slash = path.indexOf('/', authority);
    int at = path.lastIndexOf('@', slash < 0 ? path.length() : slash);
    return at < authority ? path : path.substring(0, authority) + path.substring(at + 1);
  }

  // The request.

  @Override
  public boolean write(ByteBuf data) {
    if (exchange == null) {
      data.release();
      return true;
    }
    return exchange.write(data);
  }

  @Override
  public void trailers(HttpHeaders trailers) {
    if (exchange != null) {
      exchange.trailers(trailers);
    }
  }

  @Override
  public void end() {
    if (exchange != null) {
      exchange.end();
    }
  }

  @Override
  public void pause() {
    if (exchange != null) {
      exchange.pause();
    }
  }

  @Override
  public void resume() {
    if (exchange != null) {
      exchange.resume();
    }
  }

  @Override
  public void cancel() {
    if (exchange != null) {
      exchange.cancel();
    }
    end("CANCELLED");
  }

  // The answer.

  @Override
  public void onInterim(int interim, HttpHeaders headers) {
    listener.onInterim(interim, headers);
  }

  @Override
  public void onHead(int given, HttpHeaders headers) {
    status = given;
    listener.onHead(given, headers);
  }

  @Override
  public void onBody(ByteBuf data) {
    listener.onBody(data);
  }

  @Override
  public void onTrailers(HttpHeaders trailers) {
    listener.onTrailers(trailers);
  }

  @Override
  public void onEnd(long cpuNanos) {
    end(null);
    listener.onEnd(cpuNanos);
  }

  @Override
  public void onFailure(FailureCode code, String detail) {
    end(code.name());
    listener.onFailure(code, detail);
  }

  @Override
  public void onWritable() {
    listener.onWritable();
  }
}
