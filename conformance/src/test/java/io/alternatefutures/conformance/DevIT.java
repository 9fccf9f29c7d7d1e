package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.RuntimeProcess;
import io.alternatefutures.testkit.Started;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class DevIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("http://shop\\.localhost:(\\d+)");

  @Test
  void a_new_project_is_served_by_a_runtime_of_its_own_that_ends_with_it() {
    try (Cli cli = new Cli(Map.of("RUNTIME_PORT", "0", "API_PORT", "0", "AF_DATA_DIR", "data"))) {
      cli.ok("init", "--name", "shop");
      List<ProcessHandle> children;
      try (Started dev = cli.start("dev")) {
        awaitOutput(dev, "Deployed src/index.js");
        Matcher port = PORT.matcher(dev.output());
        assertThat(port.find()).as(dev.output()).isTrue();
        EdgeClient edge = new EdgeClient(Integer.parseInt(port.group(1)));
        assertThat(edge.get("shop", "/?name=Ada").body()).contains("Hello, Ada!");
        children = dev.children();
        assertThat(children).isNotEmpty();
        dev.terminate();
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void a_change_is_served_and_an_error_is_told_while_the_old_version_serves() {
    try (RuntimeProcess runtime = RuntimeProcess.start();
        Cli cli = runtime.cli()) {
      cli.write("shop.js", "export default () => { console.log('one'); return new Response('1') }");
      try (Started dev = cli.start("dev", "shop.js")) {
        awaitOutput(dev, "Deployed shop.js");
        assertThat(runtime.edge().get("shop", "/").body()).isEqualTo("1");
        awaitOutput(dev, "info  one");

        cli.write("shop.js", "export default () => new Response('2')");
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(runtime.edge().get("shop", "/").body()).isEqualTo("2"));

        cli.write("shop.js", "export default () => new Response(");
        awaitOutput(dev, "SyntaxError");
        assertThat(runtime.edge().get("shop", "/").body()).isEqualTo("2");

        cli.write("shop.js", "export default (r, env) => new Response(env.MODE)");
        cli.write(".env", "MODE=live");
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(runtime.edge().get("shop", "/").body()).isEqualTo("live"));
        dev.terminate();
      }
      assertThat(runtime.handle().isAlive()).isTrue();
    }
  }

  private static void awaitOutput(Started dev, String text) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(dev.output()).contains(text));
  }
}
