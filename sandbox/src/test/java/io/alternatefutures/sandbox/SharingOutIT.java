package io.alternatefutures.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.sandbox.SandboxFixture.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real workers share out memory that does not suffice for all. */
final class SharingOutIT {
  private static final String COUNTER =
      "let n = 0; export default { async fetch(r) { if (r.url.endsWith('wait')) await"
          + " fetch('http://target/'); return new Response(String(++n)) } }";
  private static final String HOARDER =
      "const kept = new Uint8Array(40 * 1024 * 1024).fill(1); let n = 0;"
          + " export default () => new Response(String(n += kept[5]))";

  private final Queue<Runnable> fetches = new ConcurrentLinkedQueue<>();

  @TempDir private Path directory;

  private SandboxFixture fixture(WorkerBounds bounds) throws IOException {
    return new SandboxFixture(directory, bounds, this::open);
  }

  private Exchange open(
      EventLoop loop, ProjectId project, FetchHead head, ExchangeListener listener) {
    fetches.add(() ->
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

  @Test
  void theFunctionsCalledLeastRecentlyMakeRoomAndComeBack() throws IOException {
    try (SandboxFixture fixture =
        fixture(new WorkerBounds(512, 4_096, 0, WorkerBounds.USUAL_IDLE))) {
      List<CatalogEntry> functions = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        functions.add(fixture.deploy("p1", HOARDER + " // " + i, Map.of()));
      }
      for (CatalogEntry function : functions) {
        assertThat(fixture.get(function, "/").text()).isEqualTo("1");
      }
      assertThat(fixture.get(functions.getLast(), "/").text()).isEqualTo("2");
      // The first made room for later ones, and the same worker starts it anew.
      assertThat(fixture.get(functions.getFirst(), "/").text()).isEqualTo("1");
      assertThat(fixture.started()).isEqualTo(1);
    }
  }

  @Test
  void manyProjectsTakeTurnsWithFewWorkers() throws IOException {
    // Room for two workers.
    try (SandboxFixture fixture = fixture(new WorkerBounds(256, 320, 0, WorkerBounds.USUAL_IDLE))) {
      List<CatalogEntry> functions = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        functions.add(fixture.deploy("p" + i, COUNTER, Map.of()));
      }
      for (CatalogEntry function : functions) {
        assertThat(fixture.get(function, "/").text()).isEqualTo("1");
        assertThat(fixture.sandbox().layers()).hasSizeBetween(1, 2);
      }
      assertThat(fixture.get(functions.getLast(), "/").text()).isEqualTo("2");
      assertThat(fixture.get(functions.getFirst(), "/").text()).isEqualTo("1");
      assertThat(fixture.lost()).isZero();
    }
  }

  @Test
  void whenAllWorkersAreBusyOtherProjectsAreRefusedUntilOneIsNot() throws IOException {
    try (SandboxFixture fixture = fixture(new WorkerBounds(256, 320, 0, WorkerBounds.USUAL_IDLE))) {
      List<CompletableFuture<Answer>> waiting = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        CatalogEntry busy = fixture.deploy("busy" + i, COUNTER, Map.of());
        assertThat(fixture.get(busy, "/").text()).isEqualTo("1");
        waiting.add(fixture.start(busy, "GET", "/wait", null));
      }
      await().atMost(SandboxFixture.PATIENCE).until(() -> fetches.size() == 2);
      CatalogEntry other = fixture.deploy("other", COUNTER, Map.of());
      Answer refused = fixture.get(other, "/");
      assertThat(refused.failure()).isEqualTo(FailureCode.OVERLOADED);
      assertThat(refused.detail()).contains("all workers are busy");

      fetches.remove().run();
      assertThat(CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new)))
          .succeedsWithin(30, TimeUnit.SECONDS);
      assertThat(fixture.get(other, "/").text()).isEqualTo("1");
      fetches.remove().run();
      for (CompletableFuture<Answer> answer : waiting) {
        assertThat(answer).succeedsWithin(30, TimeUnit.SECONDS);
        assertThat(answer.join().text()).isEqualTo("2");
      }
    }
  }

  @Test
  void aWorkerWithoutWorkEndsAfterAWhile() throws IOException {
    try (SandboxFixture fixture =
        fixture(new WorkerBounds(256, 1_024, 0, Duration.ofMillis(500)))) {
      CatalogEntry counter = fixture.deploy("p1", COUNTER, Map.of());
      assertThat(fixture.get(counter, "/").text()).isEqualTo("1");
      await().atMost(SandboxFixture.PATIENCE).until(() -> fixture.sandbox().layers().isEmpty());
      assertThat(fixture.get(counter, "/").text()).isEqualTo("1");
      assertThat(fixture.lost()).isZero();
    }
  }
}
