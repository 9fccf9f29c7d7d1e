package io.alternatefutures.edge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import io.alternatefutures.model.FunctionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

final class RouteCacheIT {
  private static EdgeFixture edge(RawOrigin origin, Object rule) {
    return EdgeFixture.start()
        .planned("gw", Map.of("/*", Map.of("target", origin.url(), "cache", rule)));
  }

  /** A target whose answers say how many there were before. */
  private static RawOrigin counting(IntFunction<String> fields) throws IOException {
    AtomicInteger count = new AtomicInteger();
    return new RawOrigin((request, wire) -> {
      int number = count.getAndIncrement();
      String body = "answer " + number;
      wire.send(
          "HTTP/1.1 200 OK\r\n"
              + fields.apply(number)
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
    });
  }

  private static RawClient.Response get(RawClient client, String... fields) throws IOException {
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    client.send("GET /x HTTP/1.1\r\nHost: gw.localhost\r\n" + more + "\r\n");
    return client.read();
  }

  @Test
  void a_fresh_answer_is_given_without_asking_again() throws Exception {
    try (RawOrigin origin = counting(_ -> "Cache-Control: max-age=60\r\n");
        EdgeFixture edge = edge(origin, true);
        RawClient client = edge.client()) {
      RawClient.Response first = get(client);
      RawClient.Response second = get(client);

      assertThat(first.field("Cache-Status")).isEqualTo("af; fwd=miss; stored");
      assertThat(second.text()).isEqualTo("answer 0");
      assertThat(second.field("Cache-Status")).isEqualTo("af; hit");
      assertThat(Integer.parseInt(second.field("Age"))).isBetween(0, 30);
      assertThat(origin.requests()).hasSize(1);
    }
  }

  @Test
  void what_says_nothing_is_kept_for_the_routes_own_time() throws Exception {
    try (RawOrigin origin = counting(_ -> "");
        EdgeFixture edge = edge(origin, Map.of("ttl", "1m"));
        RawClient client = edge.client()) {
      get(client);
      assertThat(get(client).text()).isEqualTo("answer 0");
    }
  }

  @Test
  void what_is_somebodys_own_is_not_kept() throws Exception {
    for (String field :
        List.of(
            "Cache-Control: private, max-age=60",
            "Cache-Control: no-store",
            "Cache-Control: max-age=60\r\nSet-Cookie: a=b",
            "Cache-Control: max-age=60\r\nVary: *")) {
      try (RawOrigin origin = counting(_ -> field + "\r\n");
          EdgeFixture edge = edge(origin, true);
          RawClient client = edge.client()) {
        get(client);
        assertThat(get(client).text()).as(field).isEqualTo("answer 1");
      }
    }
  }

  @Test
  void an_answer_to_credentials_is_kept_only_when_it_says_so() throws Exception {
    try (RawOrigin origin =
            counting(n ->
                n < 2 ? "Cache-Control: max-age=60\r\n" : "Cache-Control: public, max-age=60\r\n");
        EdgeFixture edge = edge(origin, true);
        RawClient client = edge.client()) {
      String token = "Authorization: Bearer t";
      get(client, token);
      assertThat(get(client, token).text()).isEqualTo("answer 1");
      assertThat(get(client, token).text()).isEqualTo("answer 2");
      assertThat(get(client, token).text()).isEqualTo("answer 2");
    }
  }

  @Test
  void answers_vary_by_the_fields_they_name() throws Exception {
    try (RawOrigin origin =
            counting(_ -> "Cache-Control: max-age=60\r\nVary: Accept-Language\r\n");
        EdgeFixture edge = edge(origin, true);
        RawClient client = edge.client()) {
      get(client, "Accept-Language: de");
      get(client, "Accept-Language: en");

      assertThat(get(client, "Accept-Language: de").text()).isEqualTo("answer 0");
      assertThat(get(client, "Accept-Language: en").text()).isEqualTo("answer 1");
    }
  }

  @Test
  void a_stale_answer_is_asked_about_and_kept_when_it_is_still_right() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawOrigin origin =
            new RawOrigin((request, wire) -> {
              if (request.field("If-None-Match").equals("\"v1\"")) {
                asked.incrementAndGet();
                wire.send("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n");
              } else {
                wire.send(
                    "HTTP/1.1 200 OK\r\nCache-Control: no-cache\r\nETag: \"v1\"\r\n"
                        + "Content-Length: 5\r\n\r\nwhole");
              }
            });
        EdgeFixture edge = edge(origin, true);
        RawClient client = edge.client()) {
      get(client);
      RawClient.Response second = get(client);
      assertThat(second.status()).isEqualTo(200);
      assertThat(second.text()).isEqualTo("whole");
      assertThat(get(client).text()).isEqualTo("whole");
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void a_client_that_has_the_answer_is_told_so() throws Exception {
    try (RawOrigin origin = counting(_ -> "Cache-Control: max-age=60\r\nETag: \"e\"\r\n");
        EdgeFixture edge = edge(origin, true);
        RawClient client = edge.client()) {
      get(client);
      client.send("GET /x HTTP/1.1\r\nHost: gw.localhost\r\nIf-None-Match: W/\"e\"\r\n\r\n");

      assertThat(client.readBodyless().status()).isEqualTo(304);
    }
  }

  @Test
  void a_stale_answer_is_given_while_a_new_one_is_fetched() throws Exception {
    try (RawOrigin origin =
            counting(n ->
                n == 0
                    ? "Cache-Control: max-age=0, stale-while-revalidate=60\r\n"
                    : "Cache-Control: max-age=60\r\n");
        EdgeFixture edge = edge(origin, true);
        RawClient client = edge.client()) {
      get(client);
      assertThat(get(client).text()).isEqualTo("answer 0");
      await().untilAsserted(() -> assertThat(get(client).text()).isEqualTo("answer 1"));
    }
  }

  @Test
  void a_stale_answer_is_given_when_the_target_fails() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (RawOrigin origin =
            new RawOrigin((request, wire) -> {
              if (count.getAndIncrement() == 0) {
                wire.send(
                    "HTTP/1.1 200 OK\r\nCache-Control: max-age=0\r\nContent-Length: 4\r\n\r\ngood");
              } else {
                wire.send("HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n");
              }
            });
        EdgeFixture edge = edge(origin, Map.of("staleIfError", "1h"));
        RawClient client = edge.client()) {
      get(client);
      RawClient.Response second = get(client);

      assertThat(second.status()).isEqualTo(200);
      assertThat(second.text()).isEqualTo("good");
    }
  }

  @Test
  void of_many_requests_for_the_same_one_asks() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    try (RawOrigin origin =
            new RawOrigin((request, wire) -> {
              try {
                open.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
              wire.send(
                  "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 1\r\n\r\nx");
            });
        EdgeFixture edge = edge(origin, true)) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        RawClient client = edge.client();
        client.send("GET /x HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
        clients.add(client);
      }
      await().untilAsserted(() -> assertThat(origin.requests()).hasSize(1));
      open.countDown();
      for (RawClient client : clients) {
        assertThat(client.read().text()).isEqualTo("x");
        client.close();
      }
      assertThat(origin.requests()).hasSize(1);
    }
  }

  @Test
  void purging_and_writing_make_the_target_asked_again() throws Exception {
    try (RawOrigin origin = counting(_ -> "Cache-Control: max-age=60\r\n");
        EdgeFixture edge = edge(origin, true);
        RawClient client = edge.client()) {
      get(client);
      assertThat(edge.server().responseCache().purge(new FunctionId("f-gw"), "/other")).isZero();
      assertThat(edge.server().responseCache().purge(new FunctionId("f-gw"), "/x")).isEqualTo(1);
      assertThat(get(client).text()).isEqualTo("answer 1");

      client.send("DELETE /x HTTP/1.1\r\nHost: gw.localhost\r\n\r\n");
      client.read();
      assertThat(get(client).text()).isEqualTo("answer 3");
    }
  }

  @Test
  void a_changed_route_does_not_give_the_answers_of_the_one_before() throws Exception {
    try (RawOrigin before = counting(_ -> "Cache-Control: max-age=60\r\n");
        RawOrigin after = new RawOrigin((request, wire) -> wire.ok("after"));
        EdgeFixture edge = edge(before, true);
        RawClient client = edge.client()) {
      get(client);
      edge.planned("gw", Map.of("/*", Map.of("target", after.url(), "cache", true)));

      assertThat(get(client).text()).isEqualTo("after");
    }
  }
}
