package io.alternatefutures.edge.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.edge.egress.EgressPolicy;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.Route;
import io.alternatefutures.routing.InvalidPathException;
import io.alternatefutures.sandbox.FailureCode;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RuntimeRouterIT {
  private static final FunctionId ID = new FunctionId("gw");
  private static final RuntimeRouterOptions OPTIONS =
      RuntimeRouterOptions.defaults().withEgress(EgressPolicy.parse("127.0.0.0/8"));

  private static Optional<ProxyResponse> handle(RuntimeRouter router, ProxyRequest request)
      throws Exception {
    return router.handleRequest(ID, request).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static String text(Optional<ProxyResponse> response) throws Exception {
    return response
        .orElseThrow()
        .body(BodySubscribers.ofString(StandardCharsets.UTF_8))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static RouteSource to(RawOrigin origin) {
    return _ -> List.of(new Route("/api/*", origin.url() + "/v1"));
  }

  @Test
  void the_example_works() throws Exception {
    try (RawOrigin origin = new RawOrigin((request, wire) -> wire.ok(request.line()))) {
      assertThat(RuntimeRouterExample.run(origin.url() + "/users", "/api/users/7?full"))
          .isEqualTo("200 GET /users/7?full HTTP/1.1");
      assertThat(RuntimeRouterExample.run(origin.url(), "/other")).isEqualTo("no route");
    }
  }

  @Test
  void a_request_is_sent_with_its_fields_and_body() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        RuntimeRouter router = new RuntimeRouter(to(origin), OPTIONS)) {
      ProxyRequest request =
          new ProxyRequest(
              "POST",
              "/api/x?y=1",
              Map.of(
                  "X-A", List.of("1", "2"), "Connection", List.of("X-Hop"), "X-Hop", List.of("3")),
              BodyPublishers.ofString("hello"));
      Optional<ProxyResponse> response = handle(router, request);

      assertThat(response.orElseThrow().status()).isEqualTo(200);
      assertThat(text(response)).startsWith("POST /v1/x?y=1 HTTP/1.1\n").endsWith("\n\nhello");
      RawOrigin.Request seen = origin.requests().take();
      assertThat(seen.field("X-A")).isEqualTo("1, 2");
      assertThat(seen.field("Content-Length")).isEqualTo("5");
      assertThat(seen.has("X-Hop")).isFalse();
    }
  }

  @Test
  void a_route_that_asks_for_more_than_forwarding_is_refused() throws Exception {
    try (RawOrigin origin = RawOrigin.echo();
        RuntimeRouter router =
            new RuntimeRouter(
                _ -> List.of(Route.of("/*", Map.of("target", origin.url(), "retries", 1))),
                OPTIONS)) {
      assertThat(
              router
                  .handleRequest(new FunctionId("fn_1"), ProxyRequest.get("/x"))
                  .toCompletableFuture())
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .withMessageContaining("The route /* has options");
      assertThat(origin.requests()).isEmpty();
    }
  }

  @Test
  void large_bodies_stream_both_ways() throws Exception {
    byte[] body = "0123456789".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
    try (RawOrigin origin = new RawOrigin((request, wire) -> wire.ok(request.body()));
        RuntimeRouter router = new RuntimeRouter(to(origin), OPTIONS)) {
      ProxyRequest request =
          new ProxyRequest(
              "POST",
              "/api/",
              Map.of(),
              BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)));
      Optional<ProxyResponse> response = handle(router, request);
      try (InputStream in =
          response
              .orElseThrow()
              .body(BodySubscribers.ofInputStream())
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS)) {
        assertThat(in.readAllBytes()).isEqualTo(body);
      }
    }
  }

  @Test
  void routes_are_asked_for_once_until_they_are_invalidated() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawOrigin origin = RawOrigin.echo();
        RuntimeRouter router =
            new RuntimeRouter(
                id -> {
                  asked.incrementAndGet();
                  return to(origin).routes(id);
                },
                OPTIONS)) {
      assertThat(handle(router, ProxyRequest.get("/none"))).isEmpty();
      assertThat(handle(router, ProxyRequest.get("/none"))).isEmpty();
      assertThat(asked).hasValue(1);
      assertThat(router.getStats()).isEqualTo(new RouterStats(1, 1, 1));
      assertThat(router.getStats().cacheHitRate()).isEqualTo(0.5);

      router.invalidateCache(ID);
      assertThat(router.getStats().cacheSize()).isZero();
      assertThat(handle(router, ProxyRequest.get("/none"))).isEmpty();
      assertThat(asked).hasValue(2);

      router.clearCache();
      assertThat(handle(router, ProxyRequest.get("/none"))).isEmpty();
      assertThat(asked).hasValue(3);
    }
  }

  @Test
  void requests_that_come_together_share_one_question_for_routes() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch answer = new CountDownLatch(1);
    RouteSource source =
        _ -> {
          asked.incrementAndGet();
          answer.await();
          return List.of();
        };
    try (RuntimeRouter router = new RuntimeRouter(source, OPTIONS)) {
      List<CompletableFuture<Optional<ProxyResponse>>> all =
          java.util.stream.Stream.generate(() -> ProxyRequest.get("/"))
              .limit(10)
              .map(request -> router.handleRequest(ID, request).toCompletableFuture())
              .toList();
      answer.countDown();
      for (CompletableFuture<Optional<ProxyResponse>> one : all) {
        assertThat(one.get(10, TimeUnit.SECONDS)).isEmpty();
      }
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void routes_invalidated_while_they_are_asked_for_are_not_remembered() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    RouteSource source =
        _ -> {
          asked.countDown();
          answer.await();
          return List.of();
        };
    try (RuntimeRouter router = new RuntimeRouter(source, OPTIONS)) {
      CompletableFuture<Optional<ProxyResponse>> first =
          router.handleRequest(ID, ProxyRequest.get("/")).toCompletableFuture();
      asked.await();
      router.invalidateCache(ID);
      answer.countDown();
      assertThat(first.get(10, TimeUnit.SECONDS)).isEmpty();
      assertThat(router.getStats().cacheSize()).isZero();
    }
  }

  @Test
  void failures_carry_their_code() throws Exception {
    try (RawOrigin origin = new RawOrigin((_, wire) -> wire.reset());
        RuntimeRouter router = new RuntimeRouter(to(origin), OPTIONS);
        RuntimeRouter strict = new RuntimeRouter(to(origin), RuntimeRouterOptions.defaults());
        RuntimeRouter broken =
            new RuntimeRouter(
                _ -> {
                  throw new IllegalStateException("no database");
                },
                OPTIONS)) {
      assertThatThrownBy(() -> handle(router, ProxyRequest.get("/api/")))
          .cause()
          .isInstanceOfSatisfying(
              ProxyException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.TARGET_UNREACHABLE));
      assertThatThrownBy(() -> handle(strict, ProxyRequest.get("/api/")))
          .cause()
          .isInstanceOfSatisfying(
              ProxyException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.TARGET_NOT_ALLOWED));
      assertThatThrownBy(() -> handle(router, ProxyRequest.get("/%zz")))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InvalidPathException.class);
      assertThatThrownBy(() -> handle(broken, ProxyRequest.get("/")))
          .hasRootCauseMessage("no database");
      assertThatThrownBy(() ->
              router.handleRequest(
                  ID, new ProxyRequest("G T", "/", Map.of(), BodyPublishers.noBody())))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() ->
              router.handleRequest(
                  ID,
                  new ProxyRequest(
                      "GET", "/", Map.of("X", List.of("a\r\nb: c")), BodyPublishers.noBody())))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_body_that_ends_too_soon_fails() throws Exception {
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
          wire.in().read();
        };
    try (RawOrigin origin = new RawOrigin(script);
        RuntimeRouter router = new RuntimeRouter(to(origin), OPTIONS)) {
      Optional<ProxyResponse> response = handle(router, ProxyRequest.get("/api/"));
      CompletableFuture<String> body =
          response
              .orElseThrow()
              .body(BodySubscribers.ofString(StandardCharsets.UTF_8))
              .toCompletableFuture();
      origin.stop();
      assertThat(body)
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(ProxyException.class);
    }
  }

  @Test
  void a_response_that_is_given_up_ends_the_targets_work() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    RawOrigin.Script script =
        (_, wire) -> {
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
          end.complete(wire.in().read());
        };
    try (RawOrigin origin = new RawOrigin(script);
        RuntimeRouter router = new RuntimeRouter(to(origin), OPTIONS)) {
      handle(router, ProxyRequest.get("/api/")).orElseThrow().close();

      assertThat(end).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(-1);
    }
  }

  @Test
  void options_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> OPTIONS.withProxyTimeout(Duration.ZERO))
        .hasMessage("proxyTimeout must be positive: PT0S");
    assertThatThrownBy(() -> OPTIONS.withCacheTtl(Duration.ofSeconds(-1)))
        .hasMessage("cacheTtl must not be negative: PT-1S");
  }
}
