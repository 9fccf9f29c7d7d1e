package io.alternatefutures.sandbox;

import java.nio.file.Path;

/**
 * How workers are started.
 *
 * @param workerHome folder with the worker's class path ({@code lib/}) and V8 ({@code native/})
 * @param runDirectory private folder for sockets; created when missing
 * @param limits what functions may use
 * @param spareWorkers started workers kept ready for projects that have none, 0 to 16
 */
public record SandboxOptions(
    Path workerHome, Path runDirectory, FunctionLimits limits, int spareWorkers) {
  public SandboxOptions {
    if (spareWorkers < 0 || spareWorkers > 16) {
      throw new IllegalArgumentException(
          "There are " + spareWorkers + " spare workers; there must be 0 to 16");
    }
  }
}
