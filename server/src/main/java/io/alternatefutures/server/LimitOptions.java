package io.alternatefutures.server;

import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.LimitRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the operator lets functions use: {@code NAME=VALUE} lists, and the usual three by name. */
final class LimitOptions {
  @Option(
      names = "--function-cpu-limit",
      paramLabel = "MS",
      defaultValue = "${env:FUNCTION_CPU_LIMIT:-5000}",
      description = "CPU time of one request (FUNCTION_CPU_LIMIT, ${DEFAULT-VALUE}).")
  private int cpu;

  @Option(
      names = "--function-wall-limit",
      paramLabel = "MS",
      defaultValue = "${env:FUNCTION_WALL_LIMIT:-30000}",
      description = "Time until a response head (FUNCTION_WALL_LIMIT, ${DEFAULT-VALUE}).")
  private int wall;

  @Option(
      names = "--function-memory-limit",
      paramLabel = "MIB",
      defaultValue = "${env:FUNCTION_MEMORY_LIMIT:-128}",
      description = "Heap and buffers of one isolate (FUNCTION_MEMORY_LIMIT, ${DEFAULT-VALUE}).")
  private int memory;

  @Option(
      names = "--function-limits",
      split = ",",
      paramLabel = "NAME=N",
      defaultValue = "${env:FUNCTION_LIMITS:-}",
      description =
          "Limits of functions that ask for no others, e.g. subrequests=50,timers=100; all are in"
              + " docs/functions.md (FUNCTION_LIMITS).")
  private List<String> defaults = List.of();

  @Option(
      names = "--function-limit-caps",
      split = ",",
      paramLabel = "NAME=N",
      defaultValue = "${env:FUNCTION_LIMIT_CAPS:-}",
      description =
          "The most that a function may ask for, e.g. cpuMs=10000,memoryMb=256"
              + " (FUNCTION_LIMIT_CAPS).")
  private List<String> caps = List.of();

  /**
   * The rules.
   *
   * @throws IllegalArgumentException naming the option and what is wrong with it
   */
  LimitRules rules() {
    Map<FunctionLimit, Integer> chosen =
        FunctionLimit.parse(
            Map.of(
                FunctionLimit.CPU.key(), cpu,
                FunctionLimit.WALL.key(), wall,
                FunctionLimit.MEMORY.key(), memory));
    for (FunctionLimit limit : List.copyOf(chosen.keySet())) {
      chosen.remove(limit, limit.usual());
    }
    chosen.putAll(parse("--function-limits (FUNCTION_LIMITS)", defaults));
    return LimitRules.of(chosen, parse("--function-limit-caps (FUNCTION_LIMIT_CAPS)", caps));
  }

  private static Map<FunctionLimit, Integer> parse(String option, List<String> pairs) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String pair : pairs) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      try {
        values.put(
            pair.substring(0, equals).strip(), Long.valueOf(pair.substring(equals + 1).strip()));
      } catch (NumberFormatException | StringIndexOutOfBoundsException invalid) {
        throw new IllegalArgumentException(
            option + " must be a list like cpuMs=1000,timers=50, but has \"" + pair + "\"",
            invalid);
      }
    }
    try {
      return FunctionLimit.parse(values);
    } catch (IllegalArgumentException invalid) {
      throw new IllegalArgumentException(option + ": " + invalid.getMessage(), invalid);
    }
  }
}
