package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.exceptions.JavetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Makes isolates with the whole platform ready, as a worker does for each function. Isolates stay
 * open until the end of an iteration, which says how much resident memory each has added.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms16m", "-Xmx128m"})
@Warmup(iterations = 2, batchSize = 1)
@Measurement(iterations = 5, batchSize = 1)
public class IsolateBenchmark {
  private static final int ISOLATES = 100;

  private final Deque<Isolate> open = new ArrayDeque<>(ISOLATES);
  private final Isolates isolates = Isolates.prepare();
  private long residentBefore;

  /** Remembers how much memory is occupied without isolates. */
  @Setup(Level.Iteration)
  public void look() throws IOException {
    residentBefore = residentKibibytes();
  }

  /** A hundred isolates; divide by that. */
  @Benchmark
  public int hundredIsolates() throws JavetException {
    for (int i = 0; i < ISOLATES; i++) {
      open.add(isolates.take(new NoFunction(), () -> {}));
    }
    return open.size();
  }

  /** Says what an isolate occupies, and closes them. */
  @TearDown(Level.Iteration)
  public void close() throws IOException, JavetException {
    System.out.printf("%d KiB each, ", (residentKibibytes() - residentBefore) / ISOLATES);
    while (!open.isEmpty()) {
      open.remove().close(false);
    }
  }

  private static long residentKibibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
