package io.alternatefutures.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.LimitRules;
import io.alternatefutures.sandbox.SandboxFixture.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** WebAssembly's memory counts for the function that has it, and nobody waits in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WebAssemblyMemoryIT {
  private static final LimitRules LIMITS =
      LimitRules.of(Map.of(FunctionLimit.MEMORY, 64, FunctionLimit.WALL, 10_000), Map.of());

  /** Bytes of modules: a memory of one page, and a function that grows it by so many. */
  private static final String MODULES =
      "const head = [0,97,115,109,1,0,0,0, 1,6,1,96,1,127,1,127, 3,2,1,0]; const body ="
          + " [10,8,1,6,0,32,0,64,0,11]; const exported = new Uint8Array([...head, 5,3,1,0,1,"
          + " 7,11,2,1,109,2,0,3,103,114,111,0,0, ...body]); const hidden = new"
          + " Uint8Array([...head, 5,3,1,0,1, 7,7,1,3,103,114,111,0,0, ...body]); const shared ="
          + " new Uint8Array([...head, 5,4,1,3,1,1, 7,7,1,3,103,114,111,0,0, ...body]);";

  private SandboxFixture fixture;

  @BeforeAll
  void startWorkers(@TempDir Path directory) throws IOException {
    fixture =
        new SandboxFixture(
            directory,
            LIMITS,
            (_, _, _, _) -> {
              throw new IllegalStateException("nothing fetches");
            });
  }

  @AfterAll
  void endWorkers() {
    fixture.close();
  }

  private Answer answer(String handler) {
    CatalogEntry function =
        fixture.deploy(
            "p1",
            MODULES
                + " const kept = []; const said = (work) => { try { return String(work()) } catch"
                + " (e) { return e.name + ': ' + e.message } };"
                + " export default async () => new Response(await ("
                + handler
                + ")())",
            Map.of());
    return fixture.get(function, "/");
  }

  @Test
  void memoriesTogetherAreHeldToTheFunctionsLimit() {
    assertThat(
            answer(
                    "() => said(() => { for (let i = 0; i < 9; i++) { kept.push(new"
                        + " WebAssembly.Memory({initial: 160})) } return 'all' })")
                .text())
        .startsWith("RangeError: WebAssembly.Memory(): the function's memory limit");
    assertThat(
            answer(
                    "() => said(() => { const m = new WebAssembly.Memory({initial: 1});"
                        + " kept.push(m, new WebAssembly.Memory({initial: 600})); return"
                        + " m.grow({valueOf: () => 600}) })")
                .text())
        .startsWith("RangeError: WebAssembly.Memory.grow(): the function's memory limit");
    assertThat(
            answer(
                    "() => said(() => { const m = new WebAssembly.Module(exported); for (let i = 0;"
                        + " i < 2000; i++) kept.push(new WebAssembly.Instance(m)); return 'all' })")
                .text())
        .startsWith("RangeError: WebAssembly.Instance(): the function's memory limit");
  }

  @Test
  void whatWebAssemblyItselfGrowsEndsTheIsolateAndNoOtherFunction() {
    CatalogEntry neighbour =
        fixture.deploy("p1", "let n = 0; export default () => new Response('n' + n++)", Map.of());
    assertThat(fixture.get(neighbour, "/").text()).isEqualTo("n0");
    Answer greedy =
        answer(
            "async () => { const m = new WebAssembly.Module(exported); for (;;) { const i = new"
                + " WebAssembly.Instance(m); kept.push(i); i.exports.gro(160); new"
                + " Uint8Array(i.exports.m.buffer).fill(1); await new Promise(r => setTimeout(r,"
                + " 1)) } }");
    assertThat(greedy.failure()).isIn(FailureCode.MEMORY_LIMIT, FailureCode.FUNCTION_ERROR);
    assertThat(greedy.detail()).containsAnyOf("memory");
    assertThat(fixture.get(neighbour, "/").text()).isEqualTo("n1");
    assertThat(fixture.lost()).isZero();
  }

  @Test
  void oneMemoryDoesNotGrowBeyondTheLimitWhoeverGrowsIt() {
    assertThat(
            answer(
                    "() => { const i = new WebAssembly.Instance(new WebAssembly.Module(exported));"
                        + " return i.exports.gro(40_000) + ' ' + i.exports.gro(16) }")
                .text())
        .isEqualTo("-1 1");
  }

  @Test
  void memoriesThatAreNoLongerUsedMakeRoom() {
    Answer answer =
        answer(
            "async () => { for (let i = 0; i < 300; i++) { new Uint8Array(new"
                + " WebAssembly.Memory({initial: 160}).buffer)[0] = 1; await new Promise(r =>"
                + " setTimeout(r)) } return 'all' }");
    assertThat(answer.failure()).as(answer.detail()).isNull();
    assertThat(answer.text()).isEqualTo("all");
  }

  @Test
  void thereAreNoSharedMemoriesToWaitIn() {
    assertThat(
            answer(
                    "() => said(() => new WebAssembly.Memory({initial: 1, maximum: 1, shared:"
                        + " true}))")
                .text())
        .startsWith("TypeError: WebAssembly.Memory(): shared memories are not available");
    assertThat(answer("() => said(() => new WebAssembly.Module(shared))").text())
        .startsWith("CompileError: Shared memories are not available");
    assertThat(
            answer("() => WebAssembly.instantiate(shared).then(() => 'made', e => e.name)").text())
        .isEqualTo("CompileError");
    assertThat(
            answer(
                    "() => said(() => new (new WebAssembly.Memory({initial:"
                        + " 1}).constructor)({initial: 1, maximum: 1, shared: true}))")
                .text())
        .startsWith("TypeError: WebAssembly.Memory(): shared");
  }

  @Test
  void aMemoryThatNobodyCanCountHasAMaximum() {
    assertThat(answer("() => said(() => new WebAssembly.Module(hidden))").text())
        .startsWith("CompileError: A module's memory must be exported or have a maximum");
  }

  @Test
  void theLimitHoldsAfterTheGlobalsWereTamperedWith() {
    assertThat(
            answer(
                    "() => { Array.prototype[Symbol.iterator] = undefined; WeakMap.prototype.get ="
                        + " () => undefined; Object.defineProperty(Object.prototype, 'initial',"
                        + " {get: () => 160}); return said(() => { for (let i = 0; i < 9; i++)"
                        + " kept.push(new WebAssembly.Memory({})); return 'all' }) }")
                .text())
        .startsWith("RangeError");
  }
}
