package io.alternatefutures.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.LimitRules;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.sandbox.SandboxFixture.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not served any more leaves the memory of a real worker process. */
final class UnloadingIT {
  private static final long MEGABYTE = 1024 * 1024;
  private static final String HOARDER =
      "const kept = new Uint8Array(80 * 1024 * 1024).fill(1);"
          + " export default { async fetch(r) { if (r.url.endsWith('wait')) await"
          + " fetch('http://target/'); return new Response('kept ' + kept[5]) } }";

  /** The answer to the only fetch, which the test gives when it likes. */
  private final CompletableFuture<Runnable> fetched = new CompletableFuture<>();

  private SandboxFixture fixture;

  @BeforeEach
  void startWorkers(@TempDir Path directory) throws IOException {
    fixture = new SandboxFixture(directory, LimitRules.usual(), this::open);
  }

  @AfterEach
  void endWorkers() {
    fixture.close();
  }

  private Exchange open(
      EventLoop loop, ProjectId project, FetchHead head, ExchangeListener listener) {
    fetched.complete(() ->
        loop.execute(() -> {
          listener.onHead(200, new DefaultHttpHeaders());
          listener.onEnd(0);
        }));
    return new Exchange() {
      @Override
      public boolean write(ByteBuf data) {
        data.release();
        return true;
      }

      @Override
      public void end() {}

      @Override
      public void pause() {}

      @Override
      public void resume() {}

      @Override
      public void cancel() {}
    };
  }

  private CatalogEntry deploy(String source) {
    return fixture.deploy("p1", source, Map.of());
  }

  private void awaitMemory(long leastMegabytes, long mostMegabytes) {
    await()
        .atMost(SandboxFixture.PATIENCE)
        .untilAsserted(() ->
            assertThat(fixture.sandbox().residentBytes() / MEGABYTE)
                .isBetween(leastMegabytes, mostMegabytes));
  }

  private long settledMegabytes() {
    assertThat(fixture.get(deploy("export default () => new Response('a')"), "/").failure())
        .isNull();
    // The worker that serves, and the spare that took its place.
    await().atMost(SandboxFixture.PATIENCE).until(() -> fixture.sandbox().layers().size() == 2);
    await().atMost(SandboxFixture.PATIENCE).until(() -> fixture.sandbox().residentBytes() > 0);
    return fixture.sandbox().residentBytes() / MEGABYTE;
  }

  @Test
  void theMemoryOfAFunctionThatIsNotServedIsFreeWithinSeconds() {
    long before = settledMegabytes();
    CatalogEntry hoarder = deploy(HOARDER);
    assertThat(fixture.get(hoarder, "/").text()).isEqualTo("kept 1");
    awaitMemory(before + 60, before + 200);

    fixture.retire(hoarder);
    awaitMemory(0, before + 40);
  }

  @Test
  void requestsUnderWayAreAnsweredBeforeTheirFunctionGoes() {
    long before = settledMegabytes();
    CatalogEntry hoarder = deploy(HOARDER);
    CatalogEntry other = deploy(HOARDER.replace("'kept '", "'other '"));
    assertThat(fixture.get(other, "/").text()).isEqualTo("other 1");
    CompletableFuture<Answer> waiting = fixture.start(hoarder, "GET", "/wait", null);
    Runnable answer = fetched.orTimeout(30, TimeUnit.SECONDS).join();
    awaitMemory(before + 140, before + 300);

    fixture.retire(hoarder);
    fixture.retire(other);
    // Both were told; one of them has a request.
    awaitMemory(before + 60, before + 120);
    assertThat(waiting).isNotDone();
    answer.run();
    assertThat(waiting.orTimeout(30, TimeUnit.SECONDS).join().text()).isEqualTo("kept 1");
    awaitMemory(0, before + 40);
  }

  @Test
  void codeThatWasLoadedBeforeRunsAsItDidThen() {
    String source =
        "let n = 0; export default () => { n++; try { null.x } catch (e) {"
            + " return new Response(n + e.stack.split('\\n')[1]) } }";
    String first = fixture.get(deploy(source), "/").text();
    assertThat(first).startsWith("1").contains("function.js:1:");
    for (int i = 0; i < 3; i++) {
      // A check keeps what was compiled; what is deployed then starts from it.
      assertThat(
              fixture
                  .sandbox()
                  .check(new ProjectId("p1"), source.getBytes(StandardCharsets.UTF_8), Map.of())
                  .toCompletableFuture()
                  .join())
          .isEqualTo(new ModuleCheck.Valid("function"));
      assertThat(fixture.get(deploy(source), "/").text()).isEqualTo(first);
    }
  }

  @Test
  void aRequestThatFoundAFunctionBeforeItWentIsAnswered() {
    CatalogEntry hello = deploy("export default () => new Response('hello')");
    fixture.retire(hello);
    for (int i = 0; i < 200; i++) {
      assertThat(fixture.get(hello, "/").text()).isEqualTo("hello");
    }
  }
}
