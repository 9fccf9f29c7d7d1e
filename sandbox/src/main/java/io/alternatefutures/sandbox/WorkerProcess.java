package io.alternatefutures.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operating system's side of a worker. Its standard input stays open while it is wanted. */
final class WorkerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  private static final long PAGE_BYTES = 4_096;

  private final Process process;
  private volatile ProcessHandle innermost;
  private final StringBuilder output = new StringBuilder();

  private WorkerProcess(Process process) {
    this.process = process;
    innermost = process.toHandle();
  }

  /** Starts a process and hands it its secret. */
  static WorkerProcess start(ProcessBuilder builder, String secret) throws IOException {
    WorkerProcess worker = new WorkerProcess(builder.redirectErrorStream(true).start());
    OutputStream input = worker.process.getOutputStream();
    input.write((secret + "\n").getBytes(StandardCharsets.US_ASCII));
    input.flush();
    Thread.startVirtualThread(worker::drainOutput);
    return worker;
  }

  private void drainOutput() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      char[] buffer = new char[1024];
      int count;
      while ((count = reader.read(buffer)) >= 0) {
        synchronized (output) {
          int room = Limits.OUTPUT_CHARACTERS - output.length();
          output.append(buffer, 0, Math.min(count, Math.max(room, 0)));
        }
      }
    } catch (IOException | UncheckedIOException closed) {
      LOG.debug("the output of worker {} ended: {}", pid(), closed.getMessage());
    }
  }

  /** The worker's program runs now: finds its process among those that were put around it. */
  void settled() {
    Optional<ProcessHandle> child = Optional.of(innermost);
    while (child.isPresent()) {
      innermost = child.get();
      try (Stream<ProcessHandle> children = innermost.children()) {
        child = children.findFirst();
      }
    }
  }

  boolean isRunning() {
    return process.isAlive();
  }

  long pid() {
    return innermost.pid();
  }

  /** Runs {@code action} once the process has ended. */
  void onExit(Runnable action) {
    process.onExit().thenRun(action);
  }

  /** How the process ended, for the log. */
  String describeExit() {
    String said;
    synchronized (output) {
      said = output.toString().strip();
    }
    String status = process.isAlive() ? "still running" : "exit status " + process.exitValue();
    return status + (said.isEmpty() ? "" : "; it said: " + said);
  }

  /** Memory the process occupies, in bytes; 0 when it cannot be told. */
  long residentBytes() {
    try {
      String[] pages = Files.readString(Path.of("/proc/" + pid() + "/statm")).split(" ", 3);
      return Long.parseLong(pages[1]) * PAGE_BYTES;
    } catch (IOException | NumberFormatException gone) {
      return 0;
    }
  }

  void kill() {
    innermost.destroyForcibly();
    process.destroyForcibly();
  }
}
