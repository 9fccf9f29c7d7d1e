package io.alternatefutures.server.trace;

import io.alternatefutures.edge.trace.Span;
import io.alternatefutures.edge.trace.SpanSink;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector, in batches and on a thread of its own. Event loops only hand over
 * what spans can be made of; what finds the queue full, or cannot be sent, is dropped and counted.
 */
public final class OtlpExporter implements SpanSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpExporter.class);

  private final BlockingQueue<Supplier<List<Span>>> queue = new ArrayBlockingQueue<>(Limits.QUEUE);
  private final TracingSettings settings;
  private final OtlpJson json;
  private final HttpClient http;
  private final Thread thread = new Thread(this::run, "trace-export");
  private final CountDownLatch closing = new CountDownLatch(1);
  private final LongAdder exported = new LongAdder();
  private final LongAdder overflowed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private long warnedAt = System.nanoTime() - Limits.WARNING.toNanos();

  private OtlpExporter(TracingSettings settings) {
    this.settings = settings;
    this.json = new OtlpJson(settings.resource());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .build();
  }

  /** Starts to send. */
  public static OtlpExporter start(TracingSettings settings) {
    OtlpExporter exporter = new OtlpExporter(settings);
    exporter.thread.setDaemon(true);
    exporter.thread.start();
    return exporter;
  }

  @Override
  public void take(Supplier<List<Span>> spans) {
    if (!queue.offer(spans)) {
      overflowed.increment();
    }
  }

  /** Requests and fetches whose spans the collector has taken. */
  public long exported() {
    return exported.sum();
  }

  /** Those whose spans found no room in the queue. */
  public long overflowed() {
    return overflowed.sum();
  }

  /** Those whose spans the collector did not take. */
  public long failed() {
    return failed.sum();
  }

  private void run() {
    try {
      while (!isClosing() || !queue.isEmpty()) {
        Supplier<List<Span>> first = queue.poll(Limits.LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          sendWithOthers(first);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) {
      LOG.error("spans are no longer sent", fault);
    }
  }

  private void sendWithOthers(Supplier<List<Span>> first) throws InterruptedException {
    List<Span> batch = new ArrayList<>(first.get());
    int sources = 1;
    long until = System.nanoTime() + settings.delay().toNanos();
    while (batch.size() < Limits.BATCH && System.nanoTime() - until < 0) {
      Supplier<List<Span>> next = queue.poll(Limits.LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (next != null) {
        batch.addAll(next.get());
        sources++;
      } else if (isClosing()) {
        break;
      }
    }
    (isSent(json.encode(batch)) ? exported : failed).add(sources);
  }

  private boolean isSent(byte[] body) throws InterruptedException {
    HttpRequest request = request(body);
    Duration wait = Limits.FIRST_WAIT;
    for (int attempt = 1; ; attempt++) {
      String trouble;
      try {
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status / 100 == 2) {
          return true;
        }
        trouble = "it answers " + status;
        if (!mayComeAgain(status)) {
          attempt = Limits.ATTEMPTS;
        }
      } catch (IOException e) {
        trouble = String.valueOf(e.getMessage() == null ? e : e.getMessage());
      }
      warn(trouble);
      if (attempt >= Limits.ATTEMPTS || closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      wait = wait.multipliedBy(2);
    }
  }

  private HttpRequest request(byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.endpoint())
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    settings.headers().forEach(request::setHeader);
    return request.build();
  }

  /** What OTLP names as worth another attempt. */
  private static boolean mayComeAgain(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }

  private void warn(@Nullable String trouble) {
    long now = System.nanoTime();
    if (now - warnedAt >= Limits.WARNING.toNanos()) {
      warnedAt = now;
      LOG.warn("spans cannot be sent to {}: {}", settings.endpoint().getHost(), trouble);
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Sends what there is, for a moment. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(Limits.CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    http.shutdownNow();
  }
}
