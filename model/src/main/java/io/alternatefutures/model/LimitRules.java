package io.alternatefutures.model;

import java.util.EnumMap;
import java.util.Map;

/**
 * What the operator lets functions use.
 *
 * @param defaults what a function gets that asks for nothing
 * @param caps the most a function may ask for; never below the default
 */
public record LimitRules(FunctionLimits defaults, FunctionLimits caps) {
  public LimitRules {
    for (FunctionLimit limit : FunctionLimit.values()) {
      if (defaults.get(limit) > caps.get(limit)) {
        throw new IllegalArgumentException(
            "The default of the limit "
                + limit.key()
                + " is "
                + defaults.get(limit)
                + ", which is over its cap of "
                + caps.get(limit));
      }
    }
  }

  /** The table as it is. */
  public static LimitRules usual() {
    return of(Map.of(), Map.of());
  }

  /**
   * The table with an operator's changes. A default over the table's cap raises the cap; a cap
   * below the table's default lowers the default.
   *
   * @throws IllegalArgumentException when a given default is over the given cap
   */
  public static LimitRules of(
      Map<FunctionLimit, Integer> defaults, Map<FunctionLimit, Integer> caps) {
    Map<FunctionLimit, Integer> allDefaults = new EnumMap<>(FunctionLimit.class);
    Map<FunctionLimit, Integer> allCaps = new EnumMap<>(FunctionLimit.class);
    for (FunctionLimit limit : FunctionLimit.values()) {
      int raised = Math.max(limit.usualCap(), defaults.getOrDefault(limit, limit.usual()));
      int cap = caps.getOrDefault(limit, raised);
      allCaps.put(limit, cap);
      allDefaults.put(limit, defaults.getOrDefault(limit, Math.min(limit.usual(), cap)));
    }
    FunctionLimits usual = FunctionLimits.usual();
    return new LimitRules(usual.with(allDefaults), usual.with(allCaps));
  }

  /** What holds for a function that asks for {@code wishes}; those over a cap get the cap. */
  public FunctionLimits of(Map<FunctionLimit, Integer> wishes) {
    if (wishes.isEmpty()) {
      return defaults;
    }
    Map<FunctionLimit, Integer> granted = new EnumMap<>(FunctionLimit.class);
    wishes.forEach((limit, wish) -> granted.put(limit, Math.min(wish, caps.get(limit))));
    return defaults.with(granted);
  }

  /**
   * Refuses wishes over a cap.
   *
   * @throws IllegalArgumentException naming the limit, the wish and the cap
   */
  public void check(Map<FunctionLimit, Integer> wishes) {
    wishes.forEach((limit, wish) -> {
      if (wish > caps.get(limit)) {
        throw new IllegalArgumentException(
            "The limit "
                + limit.key()
                + " ("
                + limit.meaning()
                + ") is "
                + wish
                + "; this runtime allows at most "
                + caps.get(limit));
      }
    });
  }
}
