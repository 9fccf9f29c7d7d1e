package io.alternatefutures.routing.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the runtime learns which targets are in service.
 *
 * @param active null for none
 * @param passive null for none
 */
public record HealthCheck(@Nullable Active active, @Nullable Passive passive) {
  /**
   * Asking each target.
   *
   * @param path request target asked for with GET; a status of 200 to 399 is healthy
   * @param healthy good answers in a row that bring a target back
   * @param unhealthy bad ones in a row that take it out
   */
  public record Active(
      String path, Duration interval, Duration timeout, int healthy, int unhealthy) {}

  /**
   * Watching the requests.
   *
   * @param failures in a row that take a target out
   * @param ejectFor for how long
   */
  public record Passive(int failures, Duration ejectFor) {}

  static @Nullable HealthCheck read(OptionReader options) {
    OptionReader check = options.object("healthCheck");
    if (check == null) {
      return null;
    }
    Active active = active(check.object("active"));
    Passive passive = passive(check.objectOrTrue("passive"));
    check.finish();
    if (active == null && passive == null) {
      options.wrong("healthCheck", "an object with \"active\", \"passive\" or both");
    }
    return new HealthCheck(active, passive);
  }

  private static @Nullable Active active(@Nullable OptionReader active) {
    if (active == null) {
      return null;
    }
    String path = active.requiredText("path");
    if (!path.startsWith("/") || !path.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '#')) {
      active.wrong("path", "a path that starts with \"/\"");
    }
    Duration interval =
        active.duration(
            "interval", Duration.ofMillis(500), Duration.ofHours(1), Duration.ofSeconds(10));
    Duration timeout =
        active.duration(
            "timeout", Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofSeconds(2));
    int healthy = active.integer("healthy", 1, 100, 2);
    int unhealthy = active.integer("unhealthy", 1, 100, 3);
    active.finish();
    return new Active(path, interval, timeout, healthy, unhealthy);
  }

  private static @Nullable Passive passive(@Nullable OptionReader passive) {
    if (passive == null) {
      return null;
    }
    int failures = passive.integer("failures", 1, 1_000, 5);
    Duration ejectFor =
        passive.duration(
            "ejectFor", Duration.ofMillis(100), Duration.ofHours(1), Duration.ofSeconds(30));
    passive.finish();
    return new Passive(failures, ejectFor);
  }

  String text() {
    String asked =
        active == null ? "" : "GET " + active.path + " every " + Durations.text(active.interval);
    String watched =
        passive == null
            ? ""
            : "out for "
                + Durations.text(passive.ejectFor)
                + " after "
                + passive.failures
                + " failures in a row";
    return asked + (asked.isEmpty() || watched.isEmpty() ? "" : "; ") + watched;
  }
}
