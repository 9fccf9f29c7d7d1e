package io.alternatefutures.sandbox.worker;

import io.alternatefutures.sandbox.worker.restrict.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Does what a worker does until it is ready, and ends: the launcher records which classes that
 * loads, so that workers map them ready-made.
 */
public final class TrainingRun {
  private TrainingRun() {}

  /** Takes the arguments of {@link WorkerMain}; the socket is not used. */
  public static void main(String[] arguments) throws IOException {
    WorkerOptions options = WorkerOptions.parse(arguments, "");
    WorkerMain.loadV8(options);
    Path folder = Files.createTempDirectory("af-training");
    try {
      WarmUp.run(folder.resolve("s"), Isolates.prepare(), new SystemCalls());
    } finally {
      Files.delete(folder);
    }
    System.exit(0);
  }
}
