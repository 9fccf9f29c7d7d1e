package io.alternatefutures.edge.plan;

import static io.alternatefutures.edge.plan.PlannedEdge.edge;
import static io.alternatefutures.edge.plan.PlannedEdge.get;
import static io.alternatefutures.edge.plan.PlannedEdge.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which target a request goes to. */
final class RouteTargetsIT {
  @Test
  void targets_take_turns_in_proportion_to_their_weights() throws Exception {
    try (RawOrigin a = named("a");
        RawOrigin b = named("b");
        EdgeFixture edge =
            edge(
                Map.of(
                    "targets",
                    List.of(Map.of("url", a.url(), "weight", 3), Map.of("url", b.url()))));
        RawClient client = edge.client()) {
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(get(client, "/").text());
      }

      assertThat(Collections.frequency(answers, "a")).isEqualTo(30);
      assertThat(Collections.frequency(answers, "b")).isEqualTo(10);
    }
  }

  @Test
  void a_header_keeps_its_client_at_one_target() throws Exception {
    try (RawOrigin a = named("a");
        RawOrigin b = named("b");
        EdgeFixture edge =
            edge(Map.of("targets", List.of(a.url(), b.url()), "strategy", "header:X-User"));
        RawClient client = edge.client()) {
      Map<String, String> homes = new LinkedHashMap<>();
      for (int i = 0; i < 60; i++) {
        String user = "u" + i % 20;
        String home = get(client, "/", "X-User: " + user).text();
        assertThat(homes.putIfAbsent(user, home)).isIn(null, home);
      }
      assertThat(homes.values()).contains("a", "b");
    }
  }

  @Test
  void a_canary_gets_those_that_ask_for_it() throws Exception {
    try (RawOrigin old = named("old");
        RawOrigin fresh = named("fresh");
        EdgeFixture edge =
            edge(
                Map.of(
                    "target",
                    old.url(),
                    "canary",
                    Map.of("target", fresh.url(), "header", Map.of("X-Canary", "yes"))));
        RawClient client = edge.client()) {
      assertThat(get(client, "/", "X-Canary: yes").text()).isEqualTo("fresh");
      assertThat(get(client, "/").text()).isEqualTo("old");
    }
  }

  @Test
  void a_cookie_keeps_its_client_at_one_target() throws Exception {
    try (RawOrigin a = named("a");
        RawOrigin b = named("b");
        EdgeFixture edge =
            edge(Map.of("targets", List.of(a.url(), b.url()), "strategy", "cookie:user"));
        RawClient client = edge.client()) {
      Map<String, String> homes = new LinkedHashMap<>();
      for (int i = 0; i < 60; i++) {
        String user = "u" + i % 20;
        String home = get(client, "/", "Cookie: turn=" + i + "; user=" + user).text();
        assertThat(homes.putIfAbsent(user, home)).isIn(null, home);
      }
      assertThat(homes.values()).contains("a", "b");
    }
  }

  @Test
  void the_least_busy_target_is_chosen() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    try (RawOrigin busy =
            new RawOrigin((request, wire) -> {
              awaitUninterruptibly(held);
              wire.ok("busy");
            });
        RawOrigin idle = named("idle");
        EdgeFixture edge =
            edge(Map.of("targets", List.of(busy.url(), idle.url()), "strategy", "least-requests"));
        RawClient waiting = edge.client();
        RawClient client = edge.client()) {
      waiting.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
      assertThat(busy.requests().poll(10, TimeUnit.SECONDS)).isNotNull();

      for (int i = 0; i < 6; i++) {
        assertThat(get(client, "/").text()).isEqualTo("idle");
      }

      held.countDown();
      assertThat(waiting.read().text()).isEqualTo("busy");
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_canary_gets_its_share() throws Exception {
    for (int percent : List.of(0, 50, 100)) {
      try (RawOrigin old = named("old");
          RawOrigin fresh = named("fresh");
          EdgeFixture edge =
              edge(
                  Map.of(
                      "target",
                      old.url(),
                      "canary",
                      Map.of("target", fresh.url(), "percent", percent)));
          RawClient client = edge.client()) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          answers.add(get(client, "/").text());
        }

        int doubt = percent == 50 ? 60 : 0;
        assertThat(Collections.frequency(answers, "fresh"))
            .isBetween(2 * percent - doubt, 2 * percent + doubt);
      }
    }
  }

  @Test
  void a_circuit_closes_when_an_answer_begins_however_long_it_is() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawOrigin origin =
            new RawOrigin((request, wire) -> {
              switch (asked.getAndIncrement()) {
                case 0 -> wire.send("HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n");
                case 1 -> wire.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
                default -> wire.ok("ok");
              }
            });
        EdgeFixture edge =
            edge(
                Map.of(
                    "target",
                    origin.url(),
                    "circuitBreaker",
                    Map.of("failures", 1, "open", "1s")));
        RawClient client = edge.client()) {
      assertThat(get(client, "/").status()).isEqualTo(500);
      try (RawClient _ = await().until(() -> begun(edge), Objects::nonNull)) {
        assertThat(get(client, "/").text()).isEqualTo("ok");
      }
    }
  }

  /** A client to whom an answer has begun; null while there is none. */
  private static @Nullable RawClient begun(EdgeFixture edge) throws IOException {
    RawClient client = edge.client();
    client.send("GET / HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
    if (client.readBodyless().status() == 200) {
      return client;
    }
    client.close();
    return null;
  }
}
