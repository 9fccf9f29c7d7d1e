package io.alternatefutures.sandbox;

import java.time.Duration;

/**
 * How much memory worker processes may occupy, and when they end.
 *
 * @param workerMegabytes memory that one may occupy, 128 to 65,536 MiB
 * @param totalMegabytes memory that all may occupy together, 256 to 1,048,576 MiB; each counts as
 *     {@value #LEAST_MEGABYTES} MiB at least, so it bounds their number too
 * @param spares started workers kept ready for projects that have none, 0 to 16
 * @param idle how long one may have nothing to do before it ends, at least 1 ms
 */
public record WorkerBounds(int workerMegabytes, int totalMegabytes, int spares, Duration idle) {
  /** What a worker counts as when it occupies less. */
  public static final int LEAST_MEGABYTES = 128;

  /** How long a worker may have nothing to do, unless another needs its memory. */
  public static final Duration USUAL_IDLE = Duration.ofMinutes(10);

  public WorkerBounds {
    require("memory limit of a worker", workerMegabytes, 128, 65_536);
    require("memory limit of all workers", totalMegabytes, 256, 1_048_576);
    if (spares < 0 || spares > 16) {
      throw new IllegalArgumentException(
          "There are " + spares + " spare workers; there must be 0 to 16");
    }
    if (idle.toMillis() < 1) {
      throw new IllegalArgumentException("Workers end after " + idle + "; at least 1 ms is needed");
    }
  }

  private static void require(String what, int megabytes, int least, int most) {
    if (megabytes < least || megabytes > most) {
      throw new IllegalArgumentException(
          "The " + what + " is " + megabytes + " MiB; it must be from " + least + " to " + most);
    }
  }

  long workerBytes() {
    return workerMegabytes * 1024L * 1024;
  }

  /** From here on a worker's idle isolates are closed. */
  long crowdedBytes() {
    return workerBytes() / 4 * 3;
  }

  long totalBytes() {
    return totalMegabytes * 1024L * 1024;
  }

  static long leastBytes() {
    return LEAST_MEGABYTES * 1024L * 1024;
  }
}
