package io.alternatefutures.sandbox;

import io.alternatefutures.model.LimitRules;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How workers are started.
 *
 * @param workerHome folder with the worker's class path ({@code lib/}) and V8 ({@code native/})
 * @param runDirectory private folder for sockets; created when missing
 * @param limits what functions may use
 * @param workerMegabytes memory a worker process may occupy in all, 128 to 65536 MiB
 * @param spareWorkers started workers kept ready for projects that have none, 0 to 16
 * @param layerPolicy what happens when a required layer of confinement is missing
 * @param bubblewrap program that workers are started through when it works; null for none
 */
public record SandboxOptions(
    Path workerHome,
    Path runDirectory,
    LimitRules limits,
    int workerMegabytes,
    int spareWorkers,
    LayerPolicy layerPolicy,
    @Nullable Path bubblewrap) {
  public SandboxOptions {
    if (workerMegabytes < 128 || workerMegabytes > 65_536) {
      throw new IllegalArgumentException(
          "The memory limit of a worker is "
              + workerMegabytes
              + " MiB; it must be from 128 to 65536");
    }
    if (spareWorkers < 0 || spareWorkers > 16) {
      throw new IllegalArgumentException(
          "There are " + spareWorkers + " spare workers; there must be 0 to 16");
    }
  }
}
