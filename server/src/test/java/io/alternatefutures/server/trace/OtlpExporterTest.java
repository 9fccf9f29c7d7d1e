package io.alternatefutures.server.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.alternatefutures.edge.trace.Span;
import io.alternatefutures.model.trace.Sampling;
import io.alternatefutures.model.trace.TraceContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OtlpExporterTest {
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean holding;
  private HttpServer collector;

  @BeforeEach
  void start() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.setExecutor(threads);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (holding) {
              released.await();
            }
            exchange.sendResponseHeaders(status.getAndSet(200), -1);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    collector.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    collector.stop(0);
    threads.shutdownNow();
  }

  private OtlpExporter exporter() {
    Map<String, String> variables =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://127.0.0.1:" + collector.getAddress().getPort(),
            "OTEL_BSP_SCHEDULE_DELAY",
            "1");
    return OtlpExporter.start(TracingSettings.of(variables::get).orElseThrow());
  }

  private static List<Span> spans() {
    return List.of(
        new Span(
            TraceContext.root(1, 2, 3, Sampling.SAMPLED),
            null,
            "edge",
            Span.Kind.SERVER,
            5,
            6,
            Map.of("text", "a\"b", "whole", 7L, "part", 0.5),
            true));
  }

  @Test
  void spans_are_sent_as_the_protocol_has_them_in_json() {
    try (OtlpExporter exporter = exporter()) {
      exporter.take(OtlpExporterTest::spans);

      await().untilAsserted(() -> assertThat(exporter.exported()).isEqualTo(1));
      assertThat(bodies)
          .singleElement()
          .asString()
          .startsWith(
              "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
                  + "\"value\":{\"stringValue\":\"af-runtime\"}}]},\"scopeSpans\":[{\"scope\":")
          .contains(
              "\"spans\":[{\"traceId\":\"00000000000000010000000000000002\","
                  + "\"spanId\":\"0000000000000003\",\"name\":\"edge\",\"kind\":2,"
                  + "\"startTimeUnixNano\":\"5\",\"endTimeUnixNano\":\"6\",\"attributes\":[",
              "{\"key\":\"text\",\"value\":{\"stringValue\":\"a\\\"b\"}}",
              "{\"key\":\"whole\",\"value\":{\"intValue\":\"7\"}}",
              "{\"key\":\"part\",\"value\":{\"doubleValue\":0.5}}",
              "\"status\":{\"code\":2}");
    }
  }

  @Test
  void a_collector_that_is_busy_is_asked_again() {
    status.set(503);
    try (OtlpExporter exporter = exporter()) {
      exporter.take(OtlpExporterTest::spans);

      await().untilAsserted(() -> assertThat(exporter.exported()).isEqualTo(1));
      assertThat(bodies).hasSize(2);
      assertThat(exporter.failed()).isZero();
    }
  }

  @Test
  void what_the_collector_refuses_is_dropped_and_counted() {
    status.set(400);
    try (OtlpExporter exporter = exporter()) {
      exporter.take(OtlpExporterTest::spans);

      await().untilAsserted(() -> assertThat(exporter.failed()).isEqualTo(1));
      assertThat(bodies).hasSize(1);
    }
  }

  @Test
  void what_finds_the_queue_full_is_dropped_and_counted() {
    holding = true;
    try (OtlpExporter exporter = exporter()) {
      exporter.take(OtlpExporterTest::spans);
      await().untilAsserted(() -> assertThat(bodies).hasSize(1));
      for (int i = 0; i < Limits.QUEUE + 10; i++) {
        exporter.take(OtlpExporterTest::spans);
      }

      assertThat(exporter.overflowed()).isEqualTo(10);
      holding = false;
      released.countDown();
      await().untilAsserted(() -> assertThat(exporter.exported()).isEqualTo(Limits.QUEUE + 1));
    }
  }
}
