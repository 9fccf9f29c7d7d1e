package io.alternatefutures.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.LimitRules;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.sandbox.SandboxFixture.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes run real JavaScript. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WorkerSandboxIT {
  private static final LimitRules TIGHT =
      LimitRules.of(
          Map.of(FunctionLimit.CPU, 500, FunctionLimit.WALL, 5_000, FunctionLimit.MEMORY, 64),
          Map.of(FunctionLimit.STARTUP, 2_000));

  private static final FetchClient NO_NETWORK =
      (loop, project, head, listener) -> {
        loop.execute(() -> listener.onFailure(FailureCode.TARGET_NOT_ALLOWED, "no network here"));
        return new Exchange() {
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
      };

  private SandboxFixture fixture;

  @BeforeAll
  void startWorkers(@TempDir Path directory) throws IOException {
    fixture = new SandboxFixture(directory, TIGHT, NO_NETWORK);
    // The wall limit is for functions; workers may take longer to start on a busy machine.
    assertThat(check("export default () => {}")).isInstanceOf(ModuleCheck.Valid.class);
  }

  @AfterAll
  void endWorkers() {
    fixture.close();
  }

  private CatalogEntry deploy(String javascript) {
    return fixture.deploy("p1", javascript, Map.of());
  }

  @Test
  void aFetchHandlerAnswers() {
    CatalogEntry hello =
        deploy(
            "export default { fetch(request) { return new Response('hi ' + request.method + ' '"
                + " + new URL(request.url).pathname + request.headers.get('x-a'),"
                + " {status: 201, headers: {'x-b': 'c'}}) } }");
    Answer answer = fixture.get(hello, "/there");
    assertThat(answer.failure()).as(answer.detail()).isNull();
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text()).isEqualTo("hi GET /there1");
    assertThat(answer.headers().get("x-b")).isEqualTo("c");
    assertThat(answer.headers().get("content-length")).isEqualTo("14");
  }

  @Test
  void anAsyncFunctionAndAMainFunctionAnswerToo() {
    CatalogEntry function =
        deploy("export default async (request, env) => new Response(await request.text())");
    byte[] body = "the body".getBytes(StandardCharsets.UTF_8);
    assertThat(fixture.call(function, "POST", "/", body).text()).isEqualTo("the body");
    CatalogEntry main =
        deploy("export const main = ({method, path, query}) => ({method, path, query})");
    assertThat(fixture.get(main, "/p?x=1").text())
        .isEqualTo("{\"method\":\"GET\",\"path\":\"/p\",\"query\":{\"x\":\"1\"}}");
  }

  @Test
  void environmentAndTopLevelAwaitAreThere() {
    CatalogEntry function =
        fixture.deploy(
            "p1",
            "const late = await new Promise(r => setTimeout(() => r('late'), 20));"
                + " export default { fetch: (r, env) => new Response(env.A + late) }",
            Map.of("A", "é\"\n\u0001"));
    assertThat(fixture.get(function, "/").text()).isEqualTo("é\"\n\u0001late");
  }

  @Test
  void bodiesLargerThanTheWindowStreamThrough() {
    CatalogEntry echo = deploy("export default { fetch: request => new Response(request.body) }");
    byte[] body = new byte[5_000_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) ((i * 31) >> 3);
    }
    Answer answer = fixture.call(echo, "POST", "/", body);
    assertThat(answer.failure()).as(answer.detail()).isNull();
    assertThat(Arrays.equals(answer.body(), body)).isTrue();
  }

  @Test
  void aLargeWholeBodyArrivesWhole() {
    CatalogEntry large =
        deploy("export default { fetch: () => new Response('x'.repeat(3000000)) }");
    assertThat(fixture.get(large, "/").body()).hasSize(3_000_000);
  }

  @Test
  void aThrownErrorIsAFunctionErrorWithItsStackInTheLog() {
    CatalogEntry broken =
        deploy("export default { fetch() { throw new TypeError('broken on purpose') } }");
    Answer answer = fixture.get(broken, "/");
    assertThat(answer.failure()).isEqualTo(FailureCode.FUNCTION_ERROR);
    assertThat(fixture.log)
        .anyMatch(line ->
            line.startsWith("request-1 ERROR TypeError: broken on purpose")
                && line.contains("function.js:1:"));
  }

  @Test
  void consoleOutputGoesToTheLog() {
    CatalogEntry talker =
        deploy(
            "export default { fetch() { console.warn('n', 1, {a: 2}); return new Response() } }");
    assertThat(fixture.get(talker, "/").status()).isEqualTo(200);
    assertThat(fixture.log).anyMatch(line -> line.startsWith("request-1 WARN n 1 {"));
  }

  @Test
  void anEndlessLoopIsEndedByTheCpuLimitWhileAnotherFunctionAnswers() {
    CatalogEntry endless = deploy("export default { fetch() { while (true) {} } }");
    CatalogEntry hello = deploy("export default { fetch: () => new Response('quick') }");
    assertThat(fixture.get(hello, "/").text()).isEqualTo("quick");
    CompletableFuture<Answer> stuck = fixture.start(endless, "GET", "/", null);
    List<Answer> meanwhile = new ArrayList<>();
    while (!stuck.isDone()) {
      meanwhile.add(fixture.get(hello, "/"));
    }
    assertThat(stuck.join().failure()).isEqualTo(FailureCode.CPU_LIMIT);
    assertThat(meanwhile).isNotEmpty().allMatch(a -> a.text().equals("quick"));
    assertThat(fixture.get(endless, "/").failure()).isEqualTo(FailureCode.CPU_LIMIT);
  }

  @Test
  void aPromiseThatNeverSettlesIsEndedByTheWallLimit() {
    CatalogEntry never = deploy("export default { fetch: () => new Promise(() => {}) }");
    assertThat(fixture.get(never, "/").failure()).isEqualTo(FailureCode.WALL_LIMIT);
  }

  @Test
  void anExhaustedHeapEndsTheFunctionAndItStartsAnew() {
    CatalogEntry greedy =
        deploy(
            "let n = 0; export default { fetch(r) { if (!r.url.endsWith('eat')) return new"
                + " Response('n' + n++); const a = []; for (;;) a.push({n: a.length}) } }");
    assertThat(fixture.get(greedy, "/").text()).isEqualTo("n0");
    Answer answer = fixture.get(greedy, "/eat");
    assertThat(answer.failure()).isIn(FailureCode.MEMORY_LIMIT, FailureCode.WORKER_LOST);
    assertThat(fixture.get(greedy, "/").text()).isEqualTo("n0");
  }

  @Test
  void timersAreChargedToTheRequestThatSetThem() {
    CatalogEntry ticking =
        deploy(
            "export default { fetch: () => new Promise(() =>"
                + " setInterval(() => { for (let i = 0; i < 5e6; i++); }, 0)) }");
    assertThat(fixture.get(ticking, "/").failure()).isEqualTo(FailureCode.CPU_LIMIT);
  }

  @Test
  void buffersOutsideTheHeapAreLimitedToo() {
    CatalogEntry greedy =
        fixture.deploy(
            "p3",
            "const kept = []; export default { async fetch() { for (;;) {"
                + " kept.push(new Uint8Array(8_000_000).fill(1));"
                + " await new Promise(r => setTimeout(r)) } } }",
            Map.of());
    assertThat(fixture.get(greedy, "/").failure()).isEqualTo(FailureCode.MEMORY_LIMIT);
  }

  @Test
  void stackTracesNameTheFilesThatABundleWasMadeFrom() {
    String map = "{\"version\":3,\"sources\":[\"src/a.ts\"],\"names\":[],\"mappings\":\"AAUI\"}";
    String encoded =
        java.util.Base64.getEncoder().encodeToString(map.getBytes(StandardCharsets.UTF_8));
    CatalogEntry bundled =
        deploy(
            "export default { fetch() { throw new Error('mapped') } }\n"
                + "//# sourceMappingURL=data:application/json;base64,"
                + encoded);
    assertThat(fixture.get(bundled, "/").failure()).isEqualTo(FailureCode.FUNCTION_ERROR);
    assertThat(fixture.log)
        .anyMatch(line -> line.contains("mapped") && line.contains("src/a.ts:11:5"));
  }

  @Test
  void aRefusedFetchRejects() {
    CatalogEntry caller =
        deploy(
            "export default { async fetch() { try { await fetch('http://10.0.0.1/') } catch (e)"
                + " { return new Response(e.name + ': ' + e.message) } } }");
    assertThat(fixture.get(caller, "/").text())
        .isEqualTo("TypeError: fetch failed: the egress policy does not allow this address");
  }

  @Test
  void projectsDoNotShareAWorker() {
    String source =
        "globalThis.hits = (globalThis.hits ?? 0) + 1;"
            + " export default { fetch: () => new Response(String(globalThis.hits)) }";
    assertThat(fixture.get(fixture.deploy("p1", source, Map.of()), "/").text()).isEqualTo("1");
    assertThat(fixture.get(fixture.deploy("p2", source, Map.of()), "/").text()).isEqualTo("1");
  }

  @Test
  void missingCodeFailsTheRequestWithItsCode() {
    CatalogEntry function = deploy("export default { fetch: () => new Response('unreached') }");
    try (SandboxFixture other = new SandboxFixture(newDirectory(), TIGHT, NO_NETWORK)) {
      other.loseCode(FailureCode.CONTENT_CORRUPT);
      assertThat(other.get(function, "/").failure()).isEqualTo(FailureCode.CONTENT_CORRUPT);
      assertThat(other.get(function, "/").failure()).isEqualTo(FailureCode.CONTENT_CORRUPT);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Path newDirectory() throws IOException {
    return java.nio.file.Files.createTempDirectory("af-sandbox");
  }

  @Test
  void aKilledWorkerIsReplaced() {
    CatalogEntry function = deploy("export default { fetch: () => new Response('alive') }");
    assertThat(fixture.get(function, "/").text()).isEqualTo("alive");
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .forEach(ProcessHandle::destroyForcibly);
    Answer answer = fixture.get(function, "/");
    while (answer.failure() == FailureCode.WORKER_LOST) {
      answer = fixture.get(function, "/");
    }
    assertThat(answer.text()).isEqualTo("alive");
  }

  private ModuleCheck check(String source) {
    return fixture
        .sandbox()
        .check(
            new ProjectId("p1"),
            source.getBytes(StandardCharsets.UTF_8),
            Map.of("GREETING", "\"hello\""))
        .toCompletableFuture()
        .join();
  }

  @Test
  void checkingFindsTheHandler() {
    assertThat(check("export default { fetch() {} }")).isEqualTo(new ModuleCheck.Valid("fetch"));
    assertThat(check("export default () => {}")).isEqualTo(new ModuleCheck.Valid("function"));
    assertThat(check("export const main = () => 1")).isEqualTo(new ModuleCheck.Valid("main"));
  }

  @Test
  void checkingGivesTheModuleItsEnv() {
    assertThat(check("export default process.env.GREETING === '\"hello\"' ? () => 1 : null"))
        .isEqualTo(new ModuleCheck.Valid("function"));
  }

  @Test
  void checkingReportsSyntaxErrorsWithTheirPosition() {
    ModuleCheck.Invalid invalid = (ModuleCheck.Invalid) check("const a = 1;\n  const b = = 2;");
    assertThat(invalid.message()).startsWith("SyntaxError: Unexpected token '='");
    assertThat(invalid.line()).isEqualTo(2);
    assertThat(invalid.column()).isEqualTo(13);
  }

  @Test
  void checkingReportsErrorsWhileLoadingAndMissingHandlers() {
    ModuleCheck.Invalid thrown = (ModuleCheck.Invalid) check("\nthrow new Error('at load')");
    assertThat(thrown.message()).startsWith("Error: at load");
    assertThat(thrown.line()).isEqualTo(2);
    assertThat(((ModuleCheck.Invalid) check("export const x = 1")).message())
        .contains("export default");
    assertThat(((ModuleCheck.Invalid) check("import 'left-pad'")).message()).contains("left-pad");
    assertThat(((ModuleCheck.Invalid) check("while (true) {}")).message()).contains("CPU time");
  }
}
