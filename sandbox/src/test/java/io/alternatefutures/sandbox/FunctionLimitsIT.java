package io.alternatefutures.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.LimitRules;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.sandbox.SandboxFixture.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each limit ends what exceeds it, with its own code, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FunctionLimitsIT {
  /** A network that never answers. */
  private static final FetchClient SILENT =
      (loop, project, head, listener) ->
          new Exchange() {
            @Override
            public boolean write(io.netty.buffer.ByteBuf data) {
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

  private SandboxFixture fixture;

  @BeforeAll
  void startWorkers(@TempDir Path directory) throws IOException {
    LimitRules rules =
        LimitRules.of(Map.of(FunctionLimit.WALL, 20_000), Map.of(FunctionLimit.STARTUP, 3_000));
    fixture = new SandboxFixture(directory, rules, SILENT);
    byte[] source = "export default () => {}".getBytes(StandardCharsets.UTF_8);
    assertThat(
            fixture
                .sandbox()
                .check(new ProjectId("p1"), source, Map.of())
                .toCompletableFuture()
                .join())
        .isInstanceOf(ModuleCheck.Valid.class);
  }

  @AfterAll
  void endWorkers() {
    fixture.close();
  }

  private CatalogEntry deploy(String javascript, Map<FunctionLimit, Integer> limits) {
    return fixture.deploy("p1", javascript, Map.of(), limits);
  }

  private static String handler(String statements) {
    return "export default { async fetch(request, env, ctx) { " + statements + " } }";
  }

  @Test
  void cpuTimeIsLimitedAsTheFunctionAsksForAndReportedWhenItIsUsedUp() {
    CatalogEntry busy = deploy(handler("while (true) {}"), Map.of(FunctionLimit.CPU, 50));
    Answer answer = fixture.get(busy, "/");
    assertThat(answer.failure()).isEqualTo(FailureCode.CPU_LIMIT);
    assertThat(answer.cpuNanos()).isGreaterThan(40_000_000L);
  }

  @Test
  void loadingIsLimitedApartFromRequests() {
    CatalogEntry slow =
        deploy("while (true) {}; export default () => {}", Map.of(FunctionLimit.STARTUP, 50));
    assertThat(fixture.get(slow, "/").failure()).isEqualTo(FailureCode.STARTUP_LIMIT);
  }

  @Test
  void arrayBuffersCountAsMemoryAndTheirIsolateAloneIsEnded() {
    CatalogEntry greedy =
        deploy(
            "const kept = []; "
                + handler(
                    "if (request.url.endsWith('eat')) { for (;;) { kept.push(new"
                        + " Uint8Array(4_000_000).fill(1)); await new Promise(r => setTimeout(r));"
                        + " } } return new Response(String(kept.length))"),
            Map.of(FunctionLimit.MEMORY, 32));
    CatalogEntry other =
        deploy("let n = 0; " + handler("return new Response('n' + n++)"), Map.of());
    assertThat(fixture.get(other, "/").text()).isEqualTo("n0");
    assertThat(fixture.get(greedy, "/eat").failure()).isEqualTo(FailureCode.MEMORY_LIMIT);
    assertThat(fixture.get(greedy, "/").text()).isEqualTo("0");
    assertThat(fixture.get(other, "/").text()).isEqualTo("n1");
  }

  @Test
  void aHeapOverTheFunctionsLimitIsEndedThoughTheEnginesLimitIsHigher() {
    CatalogEntry greedy =
        deploy(
            handler("const a = []; for (;;) a.push({n: a.length})"),
            Map.of(FunctionLimit.MEMORY, 32));
    CatalogEntry other =
        deploy("let n = 0; " + handler("return new Response('n' + n++)"), Map.of());
    assertThat(fixture.get(other, "/").text()).isEqualTo("n0");
    assertThat(fixture.get(greedy, "/").failure()).isEqualTo(FailureCode.MEMORY_LIMIT);
    assertThat(fixture.get(other, "/").text()).isEqualTo("n1");
  }

  @Test
  void aResponseThatStopsMidwayIsEndedByTheIdleLimit() {
    CatalogEntry stuck =
        deploy(
            handler(
                "return new Response(new ReadableStream({ start(c) { c.enqueue(new"
                    + " Uint8Array(3)) } }))"),
            Map.of(FunctionLimit.IDLE, 300));
    Answer answer = fixture.get(stuck, "/");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasSize(3);
    assertThat(answer.failure()).isEqualTo(FailureCode.IDLE_LIMIT);
  }

  @Test
  void requestBodiesAreLimitedWhetherTheySayTheirLengthOrNot() {
    CatalogEntry reader =
        deploy(
            handler("return new Response(String((await request.arrayBuffer()).byteLength))"),
            Map.of(FunctionLimit.REQUEST_BODY, 1));
    assertThat(fixture.call(reader, "POST", "/", new byte[1_000_000]).text()).isEqualTo("1000000");
    assertThat(fixture.call(reader, "POST", "/", new byte[1_100_000]).failure())
        .isEqualTo(FailureCode.REQUEST_LIMIT);
  }

  @Test
  void responseBodiesAreLimited() {
    CatalogEntry talker =
        deploy(
            handler("return new Response('x'.repeat(2_000_000))"),
            Map.of(FunctionLimit.RESPONSE_BODY, 1));
    Answer answer = fixture.get(talker, "/");
    assertThat(answer.failure()).isEqualTo(FailureCode.RESPONSE_LIMIT);
    assertThat(answer.body().length).isLessThanOrEqualTo(1024 * 1024);
  }

  @Test
  void subrequestsAreLimitedAtOnceAndTheFailedRequestSaysSo() {
    CatalogEntry many =
        deploy(
            handler(
                "await Promise.all([1, 2, 3].map(n => fetch('http://example.com/' + n)));"
                    + " return new Response()"),
            Map.of(FunctionLimit.SUBREQUESTS_AT_ONCE, 2));
    assertThat(fixture.get(many, "/").failure()).isEqualTo(FailureCode.SUBREQUEST_LIMIT);
  }

  @Test
  void subrequestsOfOneRequestAreLimitedAndAnotherRequestHasItsOwn() {
    CatalogEntry many =
        deploy(
            handler(
                "for (let i = 0; i < 2; i++) fetch('http://example.com/').catch(() => {});"
                    + " await new Promise(r => setTimeout(r, 5));"
                    + " if (!request.url.endsWith('more')) return new Response('two');"
                    + " try { await fetch('http://example.com/') } catch (e) { return new"
                    + " Response(e.message) }"),
            Map.of(FunctionLimit.SUBREQUESTS, 2));
    assertThat(fixture.get(many, "/").text()).isEqualTo("two");
    assertThat(fixture.get(many, "/").text()).isEqualTo("two");
    assertThat(fixture.get(many, "/more").text()).contains("SUBREQUEST_LIMIT");
  }

  @Test
  void timersAreLimited() {
    CatalogEntry ticking =
        deploy(
            handler(
                "for (let i = 0; i < 11; i++) setTimeout(() => {}, 1e6); return new Response()"),
            Map.of(FunctionLimit.TIMERS, 10));
    assertThat(fixture.get(ticking, "/").failure()).isEqualTo(FailureCode.TIMER_LIMIT);
  }

  @Test
  void aFloodOfLogLinesIsCutAndOneLineSaysHowManyWereLost() {
    CatalogEntry talker =
        deploy(
            handler(
                "for (let i = 0; i < 5000; i++) console.log('flood ' + i);"
                    + " return new Response('done')"),
            Map.of(FunctionLimit.LOG, 8));
    assertThat(fixture.get(talker, "/").text()).isEqualTo("done");
    await()
        .atMost(SandboxFixture.PATIENCE)
        .untilAsserted(() ->
            assertThat(fixture.log)
                .anyMatch(line -> line.matches(".*LOG_LIMIT: \\d+ lines dropped")));
    assertThat(fixture.log.stream().filter(line -> line.contains("flood")).count())
        .isLessThan(2_500);
  }

  @Test
  void codeThatIsTooLargeIsNotRun() {
    CatalogEntry large =
        deploy(
            "/*" + "x".repeat(3_000) + "*/" + handler("return new Response()"),
            Map.of(FunctionLimit.CODE, 2));
    assertThat(fixture.get(large, "/").failure()).isEqualTo(FailureCode.CODE_LIMIT);
  }

  @Test
  void workThatGoesOnAfterTheResponseIsEnded() {
    CatalogEntry lingering =
        deploy(
            handler(
                "let n = 0; ctx.waitUntil(new Promise(() => setInterval(() => console.log('late ' +"
                    + " n++), 100))); return new Response('sent')"),
            Map.of(FunctionLimit.WAIT_UNTIL, 500));
    assertThat(fixture.get(lingering, "/").text()).isEqualTo("sent");
    await()
        .atMost(SandboxFixture.PATIENCE)
        .untilAsserted(
            () -> assertThat(fixture.log).anyMatch(line -> line.contains("WAIT_UNTIL_LIMIT")));
    long before = fixture.log.stream().filter(line -> line.contains("late ")).count();
    assertThat(fixture.get(lingering, "/").text()).isEqualTo("sent");
    assertThat(before).isPositive();
  }

  @Test
  void aFullQueueRefusesRequestsAtOnceAndThoseInItAreAnswered() {
    CatalogEntry heavy =
        deploy(
            handler(
                "const end = Date.now() + 300; while (Date.now() < end); return new"
                    + " Response('ok')"),
            Map.of(FunctionLimit.QUEUE, 2, FunctionLimit.ISOLATES, 1));
    assertThat(fixture.get(heavy, "/").text()).isEqualTo("ok");
    List<CompletableFuture<Answer>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(fixture.start(heavy, "GET", "/", null));
    }
    List<Answer> answers = all.stream().map(CompletableFuture::join).toList();
    assertThat(answers).anyMatch(answer -> answer.failure() == FailureCode.OVERLOADED);
    assertThat(answers).anyMatch(answer -> answer.text().equals("ok"));
    assertThat(answers)
        .allMatch(
            answer -> answer.failure() == FailureCode.OVERLOADED || answer.text().equals("ok"));
  }

  @Test
  void aFunctionThatComputesIsRunInSeveralIsolatesAtOnce() {
    CatalogEntry heavy =
        deploy(
            "const id = crypto.randomUUID(); "
                + handler(
                    "const end = Date.now() + 100; while (Date.now() < end); return new"
                        + " Response(id)"),
            Map.of(FunctionLimit.ISOLATES, 2));
    fixture.get(heavy, "/");
    await()
        .atMost(SandboxFixture.PATIENCE)
        .untilAsserted(() -> {
          List<CompletableFuture<Answer>> pair =
              List.of(
                  fixture.start(heavy, "GET", "/", null), fixture.start(heavy, "GET", "/", null));
          assertThat(pair.stream().map(f -> f.join().text()).distinct()).hasSize(2);
        });
  }
}
