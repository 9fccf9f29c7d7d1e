package io.alternatefutures.routing.policy;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Trying again, for requests that are idempotent or were never sent.
 *
 * @param max further attempts, 1 to 5
 * @param budgetPercent retries a route may make for each hundred requests, 1 to 100
 * @param statuses answers that count as failures, among 500 to 599
 */
public record Retries(int max, int budgetPercent, List<Integer> statuses) {
  public Retries {
    statuses = List.copyOf(statuses);
  }

  static @Nullable Retries read(OptionReader options) {
    if (!options.has("retries")) {
      return null;
    }
    if (options.value("retries") instanceof Number) {
      int max = options.integer("retries", 0, 5, 0);
      return max == 0 ? null : new Retries(max, 20, List.of(502, 503, 504));
    }
    OptionReader retries = options.object("retries");
    if (retries == null) {
      return null;
    }
    int max = retries.integer("max", 0, 5, 2);
    int budget = retries.integer("budget", 1, 100, 20);
    List<Integer> statuses = List.of(502, 503, 504);
    if (retries.has("statuses")) {
      statuses = statuses(retries);
    }
    retries.finish();
    return max == 0 ? null : new Retries(max, budget, statuses);
  }

  private static List<Integer> statuses(OptionReader retries) {
    TreeSet<Integer> statuses = new TreeSet<>();
    boolean valid = false;
    if (retries.value("statuses") instanceof List<?> list) {
      valid = true;
      for (Object item : list) {
        int status = item instanceof Integer number ? number : 0;
        valid &= status >= 500 && status <= 599;
        statuses.add(status);
      }
    }
    if (!valid) {
      retries.wrong("statuses", "a list of statuses from 500 to 599");
      return List.of();
    }
    return List.copyOf(statuses);
  }

  String text() {
    return "up to " + max + ", at most " + budgetPercent + " for each 100 requests";
  }
}
