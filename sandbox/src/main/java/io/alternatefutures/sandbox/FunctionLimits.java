package io.alternatefutures.sandbox;

import java.time.Duration;

/**
 * What one function may use.
 *
 * @param cpu CPU time of one request, 1 ms to 1 hour
 * @param wall time until a response head, 1 ms to 1 hour
 * @param memoryMegabytes V8 heap of one isolate, 16 to 4096 MiB
 * @param requestsInFlight requests of one project under way at once, on each event loop
 */
public record FunctionLimits(
    Duration cpu, Duration wall, int memoryMegabytes, int requestsInFlight) {
  /** The limits that hold unless an operator sets others. */
  public static final FunctionLimits DEFAULT =
      new FunctionLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 128, 4_096);

  public FunctionLimits {
    requireDuration("CPU limit", cpu);
    requireDuration("wall limit", wall);
    requireRange("memory limit in MiB", memoryMegabytes, 16, 4_096);
    requireRange("requests in flight", requestsInFlight, 1, 1_000_000);
  }

  private static void requireDuration(String name, Duration value) {
    if (value.toMillis() < 1 || value.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "The " + name + " is " + value + "; it must be from 1 ms to 1 hour");
    }
  }

  private static void requireRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "The " + name + " is " + value + "; it must be from " + least + " to " + most);
    }
  }
}
