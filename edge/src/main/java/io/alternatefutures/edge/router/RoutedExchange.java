package io.alternatefutures.edge.router;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.EndToEnd;
import io.alternatefutures.edge.origin.OriginPool;
import io.alternatefutures.edge.origin.OriginRequest;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Joins a request's publisher and a response's subscriber with an exchange; lives on one event
 * loop.
 */
final class RoutedExchange implements ExchangeListener, Flow.Subscriber<ByteBuffer> {
  private final EventLoop loop;
  private final Executor executor;
  private final CompletableFuture<ProxyResponse> result;
  private @Nullable Exchange exchange;
  private @Nullable ResponseBody body;
  private Flow.@Nullable Subscription requestBody;

  RoutedExchange(EventLoop loop, Executor executor, CompletableFuture<ProxyResponse> result) {
    this.loop = loop;
    this.executor = executor;
    this.result = result;
  }

  /** On the event loop. */
  void start(OriginPool origins, OriginRequest request, BodyPublisher publisher) {
    Exchange opened = origins.forward(loop, request, this);
    exchange = opened;
    if (request.contentLength() == 0 || request.contentLength() == OriginRequest.NO_BODY) {
      opened.end();
    } else {
      publisher.subscribe(this);
    }
  }

  // The request's body, from any thread.

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    loop.execute(() -> {
      requestBody = subscription;
      subscription.request(1);
    });
  }

  @Override
  public void onNext(ByteBuffer item) {
    loop.execute(() -> {
      Exchange taker = exchange;
      Flow.Subscription source = requestBody;
      if (taker != null && source != null && taker.write(Unpooled.wrappedBuffer(item))) {
        source.request(1);
      }
    });
  }

  @Override
  public void onError(Throwable error) {
    loop.execute(() -> {
      Exchange given = exchange;
      if (given != null) {
        given.cancel();
      }
      fail(error);
    });
  }

  @Override
  public void onComplete() {
    loop.execute(() -> {
      Exchange taker = exchange;
      if (taker != null) {
        taker.end();
      }
    });
  }

  // The response, on the event loop.

  @Override
  public void onWritable() {
    if (requestBody != null) {
      requestBody.request(1);
    }
  }

  @Override
  public void onHead(int status, HttpHeaders headers) {
    Exchange source = exchange;
    if (source == null) {
      throw new IllegalStateException("answered before it was asked");
    }
    EndToEnd.clean(headers, ConnectionOptions.of(headers));
    ResponseBody opened = new ResponseBody(loop, source);
    body = opened;
    ProxyResponse response = new ProxyResponse(status, copy(headers), opened);
    executor.execute(() -> {
      if (!result.complete(response)) {
        response.close();
      }
    });
  }

  private static Map<String, List<String>> copy(HttpHeaders headers) {
    Map<String, List<String>> copy = new TreeMap<>();
    headers.forEach(field ->
        copy.computeIfAbsent(field.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(field.getValue()));
    copy.replaceAll((_, values) -> List.copyOf(values));
    return Map.copyOf(copy);
  }

  @Override
  public void onBody(ByteBuf data) {
    if (body == null) {
      data.release();
    } else {
      body.add(data);
    }
  }

  @Override
  public void onEnd(long cpuNanos) {
    stopRequest();
    if (body != null) {
      body.end();
    }
  }

  @Override
  public void onFailure(FailureCode code, String detail) {
    fail(new ProxyException(code, detail));
  }

  private void fail(Throwable cause) {
    stopRequest();
    if (body == null) {
      executor.execute(() -> result.completeExceptionally(cause));
    } else {
      body.fail(cause);
    }
  }

  private void stopRequest() {
    if (requestBody != null) {
      requestBody.cancel();
      requestBody = null;
    }
  }
}
