package io.alternatefutures.model;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** A value for every {@link FunctionLimit}. Immutable. */
public final class FunctionLimits {
  private final Map<FunctionLimit, Integer> values;

  private FunctionLimits(Map<FunctionLimit, Integer> values) {
    this.values = values;
  }

  /** The table's defaults. */
  public static FunctionLimits usual() {
    Map<FunctionLimit, Integer> values = new EnumMap<>(FunctionLimit.class);
    for (FunctionLimit limit : FunctionLimit.values()) {
      values.put(limit, limit.usual());
    }
    return new FunctionLimits(values);
  }

  /** The value of one limit, in its unit. */
  public int get(FunctionLimit limit) {
    return Objects.requireNonNull(values.get(limit));
  }

  /** The value of a limit that is given in milliseconds. */
  public Duration time(FunctionLimit limit) {
    return Duration.ofMillis(get(limit));
  }

  /** The value of a limit that is given in MiB, in bytes. */
  public long bytes(FunctionLimit limit) {
    return get(limit) * 1024L * 1024;
  }

  /**
   * These limits with some others.
   *
   * @throws IllegalArgumentException when a value is out of its limit's range
   */
  public FunctionLimits with(Map<FunctionLimit, Integer> others) {
    Map<FunctionLimit, Integer> changed = new EnumMap<>(values);
    changed.putAll(FunctionLimit.parse(FunctionLimit.byKey(others)));
    return new FunctionLimits(changed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FunctionLimits limits && values.equals(limits.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return FunctionLimit.byKey(values).toString();
  }
}
