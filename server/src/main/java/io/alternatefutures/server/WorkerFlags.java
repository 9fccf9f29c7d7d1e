package io.alternatefutures.server;

import com.sun.management.OperatingSystemMXBean;
import io.alternatefutures.sandbox.WorkerBounds;
import java.lang.management.ManagementFactory;
import picocli.CommandLine.Option;

/** What the operator lets worker processes occupy. */
final class WorkerFlags {
  private static final int LEAST_MEGABYTES = 512;

  @Option(
      names = "--worker-memory-limit",
      paramLabel = "MIB",
      defaultValue = "${env:WORKER_MEMORY_LIMIT:-1024}",
      description =
          "Memory of one project's worker process in all (WORKER_MEMORY_LIMIT,"
              + " ${DEFAULT-VALUE}).")
  private int workerMegabytes;

  @Option(
      names = "--sandbox-memory-limit",
      paramLabel = "MIB",
      defaultValue = "${env:SANDBOX_MEMORY_LIMIT:-0}",
      description =
          "Memory of all worker processes together, which bounds their number too; 0: half of what"
              + " the machine has (SANDBOX_MEMORY_LIMIT, ${DEFAULT-VALUE}).")
  private int sandboxMegabytes;

  @Option(
      names = "--spare-workers",
      paramLabel = "N",
      defaultValue = "${env:SPARE_WORKERS:-1}",
      description = "Workers kept started for projects without one (SPARE_WORKERS, 1).")
  private int spareWorkers;

  WorkerBounds bounds() {
    return new WorkerBounds(
        workerMegabytes,
        sandboxMegabytes == 0 ? halfOfTheMachine() : sandboxMegabytes,
        spareWorkers,
        WorkerBounds.USUAL_IDLE);
  }

  /** Of what the machine has, or this program's control group. */
  private static int halfOfTheMachine() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Math.clamp(system.getTotalMemorySize() / 2 / 1024 / 1024, LEAST_MEGABYTES, 1 << 20);
  }
}
