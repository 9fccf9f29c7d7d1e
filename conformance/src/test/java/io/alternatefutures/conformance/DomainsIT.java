package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.DnsServer;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Finished;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Domains of functions, proven by a real look-up and served by all instances. */
class DomainsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void a_domain_is_proven_by_its_txt_record_and_served_by_all_instances() {
    try (DnsServer dns = DnsServer.start();
        Cluster cluster = Cluster.start(2, Map.of("DNS_SERVER", dns.address()));
        Cli af = cluster.runtime(0).cli();
        EdgeClient near = cluster.runtime(0).edge();
        EdgeClient far = cluster.runtime(1).edge()) {
      af.write("shop.js", "export default (r) => new Response(new URL(r.url).hostname);");
      af.ok("functions", "create", "--name", "shop");
      af.ok("functions", "deploy", "--name", "shop", "--path", "shop.js");
      JsonNode added = af.json("domains", "add", "shop", "www.shop.example");
      assertThat(get(near).statusCode()).isEqualTo(404);

      Finished without = af.run("domains", "verify", "shop", "www.shop.example");
      assertThat(without.code()).isEqualTo(1);
      assertThat(without.err()).contains("No TXT record was found at _af-verify.www.shop.example");

      dns.put(added.path("recordName").asText(), "v=spf1", added.path("recordValue").asText());
      af.ok("domains", "verify", "shop", "www.shop.example");
      ok(get(near), "www.shop.example");
      await().atMost(PATIENCE).untilAsserted(() -> ok(get(far), "www.shop.example"));
      assertThat(af.ok("domains", "list")).contains("www.shop.example", "shop");

      af.ok("domains", "remove", "shop", "www.shop.example");
      assertThat(get(near).statusCode()).isEqualTo(404);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(get(far).statusCode()).isEqualTo(404));
    }
  }

  private static HttpResponse<String> get(EdgeClient edge) {
    return edge.send(edge.request("shop", "/").setHeader("Host", "www.shop.example"));
  }
}
