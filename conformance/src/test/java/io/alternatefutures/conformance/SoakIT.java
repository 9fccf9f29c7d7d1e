package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Under a mixed load with recycling, memory, threads and descriptors reach a plateau. The long form
 * is {@code benchmarks/coldstart --only soak}.
 */
class SoakIT {
  private static final Duration HALF = Duration.ofSeconds(20);
  private static final int FUNCTIONS = 20;
  private static final int MEGABYTE = 1024 * 1024;

  /** What a collector may not have come round to yet. */
  private static final long SLACK_MEGABYTES = 128;

  private static final int SLACK = 24;

  private record Look(long megabytes, long threads, long descriptors) {
    Look plus(Look other) {
      return new Look(
          megabytes + other.megabytes, threads + other.threads, descriptors + other.descriptors);
    }

    static Look most(Look one, Look other) {
      return new Look(
          Math.max(one.megabytes, other.megabytes),
          Math.max(one.threads, other.threads),
          Math.max(one.descriptors, other.descriptors));
    }
  }

  @Test
  void what_the_processes_occupy_reaches_a_plateau() {
    try (RuntimeProcess runtime =
            RuntimeProcess.start(
                Map.of(
                    "FUNCTION_CPU_LIMIT", "300",
                    "FUNCTION_MEMORY_LIMIT", "48",
                    "WORKER_MEMORY_LIMIT", "384"));
        EdgeClient edge = runtime.edge()) {
      List<String> slugs = deploy(runtime.control());
      load(runtime, edge, slugs, Duration.ofSeconds(10));
      Look first = load(runtime, edge, slugs, HALF);
      Look second = load(runtime, edge, slugs, HALF);

      assertThat(second.megabytes()).isLessThan(first.megabytes() + SLACK_MEGABYTES);
      assertThat(second.threads()).isLessThanOrEqualTo(first.threads() + SLACK);
      assertThat(second.descriptors()).isLessThanOrEqualTo(first.descriptors() + SLACK);
    }
  }

  private static List<String> deploy(ControlClient control) {
    List<String> slugs = new ArrayList<>();
    for (int i = 0; i < FUNCTIONS; i++) {
      control.create(
          "honest" + i, "export default (r) => new Response('" + i + " ' + new URL(r.url).search)");
      slugs.add("honest" + i);
    }
    control.create(
        "hoarder",
        "const kept = []; export default () => { kept.push(new Uint8Array(4e6).fill(1));"
            + " return new Response(String(kept.length)) }");
    control.create(
        "greedy", "const kept = []; export default () => { for (;;) kept.push([kept.length]) }");
    control.create("endless", "export default () => { for (;;); }");
    slugs.addAll(List.of("hoarder", "hoarder", "hoarder", "greedy", "endless"));
    return slugs;
  }

  /** Calls the functions in turn; gives the most that was seen. */
  private static Look load(
      RuntimeProcess runtime, EdgeClient edge, List<String> slugs, Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    Look most = new Look(0, 0, 0);
    for (int i = 0; System.nanoTime() < end; i++) {
      String slug = slugs.get(i % slugs.size());
      HttpResponse<String> answer = edge.get(slug, "/");
      if (slug.startsWith("honest")) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
      }
      if (i % slugs.size() == 0) {
        most = Look.most(most, look(runtime));
      }
    }
    return most;
  }

  private static Look look(RuntimeProcess runtime) {
    List<ProcessHandle> processes = new ArrayList<>(runtime.workers());
    processes.add(runtime.handle());
    Look sum = new Look(0, 0, 0);
    for (ProcessHandle process : processes) {
      sum = sum.plus(look(Path.of("/proc", String.valueOf(process.pid()))));
    }
    return sum;
  }

  /** Nothing for a process that has ended: workers are replaced all the time. */
  private static Look look(Path process) {
    try {
      long pages = Long.parseLong(Files.readString(process.resolve("statm")).split(" ", 3)[1]);
      return new Look(
          pages * 4_096 / MEGABYTE, count(process.resolve("task")), count(process.resolve("fd")));
    } catch (IOException | UncheckedIOException ended) {
      return new Look(0, 0, 0);
    }
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }
}
