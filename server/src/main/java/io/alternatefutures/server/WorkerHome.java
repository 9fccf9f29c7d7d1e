package io.alternatefutures.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the folder that workers are started from. */
final class WorkerHome {
  /** System property that names the folder; the launcher sets it. */
  static final String PROPERTY = "af.worker.home";

  private WorkerHome() {}

  /**
   * @throws IllegalArgumentException saying where it looked
   */
  static Path find() {
    List<Path> candidates = new ArrayList<>();
    add(candidates, System.getProperty(PROPERTY), "");
    add(candidates, System.getenv("AF_WORKER_HOME"), "");
    add(candidates, System.getenv("AF_HOME"), "sandbox-worker/target/worker");
    for (Path candidate : candidates) {
      if (Files.isDirectory(candidate.resolve("lib"))) {
        return candidate.toAbsolutePath();
      }
    }
    throw new IllegalArgumentException(
        "The worker's program is not there; looked in "
            + candidates
            + ". Start the runtime with ./af runtime, which builds it, or set AF_WORKER_HOME");
  }

  private static void add(List<Path> candidates, @Nullable String base, String below) {
    if (base != null && !base.isBlank()) {
      candidates.add(Path.of(base).resolve(below));
    }
  }
}
