package io.alternatefutures.model;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a function is limited in: the one table of names, units, defaults and caps. A function
 * may ask for other values than the defaults, up to the caps; an operator sets both.
 */
public enum FunctionLimit {
  CPU("cpuMs", "CPU time of one request in ms", 5_000, 30_000, 3_600_000),
  WALL("wallMs", "time until a response head in ms", 30_000, 300_000, 3_600_000),
  IDLE("idleMs", "longest pause in a response body in ms", 300_000, 3_600_000, 86_400_000),
  STARTUP("startupMs", "CPU time of loading the module in ms", 2_000, 10_000, 3_600_000),
  WAIT_UNTIL("waitUntilMs", "work after the response in ms", 30_000, 300_000, 3_600_000),
  MEMORY("memoryMb", "heap and buffers of one isolate in MiB", 128, 512, 4_096) {
    @Override
    public int least() {
      return 16;
    }
  },
  CODE("codeKb", "size of the module in KiB", 10_240, 10_240, 10_240),
  REQUEST_BODY("requestBodyMb", "one request's body in MiB", 100, 1_024, 1_048_576),
  RESPONSE_BODY("responseBodyMb", "one response's body in MiB", 1_024, 10_240, 1_048_576),
  SUBREQUESTS("subrequests", "fetch() calls of one request", 1_000, 10_000, 1_000_000),
  SUBREQUESTS_AT_ONCE(
      "subrequestsAtOnce", "fetch() calls of one isolate at once", 256, 1_024, 4_096),
  LOG("logKb", "log of one isolate in one second in KiB", 256, 1_024, 16_384),
  TIMERS("timers", "timers of one isolate at once", 10_000, 100_000, 1_000_000),
  REQUESTS("requests", "requests in one isolate at once", 1_000, 10_000, 1_000_000),
  QUEUE("queue", "requests of one function that wait for an isolate", 1_000, 10_000, 1_000_000),
  ISOLATES("isolates", "isolates of one function, and never more than cores", 8, 64, 1_024);

  private static final Map<String, FunctionLimit> BY_KEY =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(FunctionLimit::key, l -> l));

  private final String key;
  private final String meaning;
  private final int usual;
  private final int usualCap;
  private final int most;

  FunctionLimit(String key, String meaning, int usual, int usualCap, int most) {
    this.key = key;
    this.meaning = meaning;
    this.usual = usual;
    this.usualCap = usualCap;
    this.most = most;
  }

  /** Its name wherever people write it. */
  public String key() {
    return key;
  }

  /** What is limited, with the unit. */
  public String meaning() {
    return meaning;
  }

  /** The value that holds unless somebody sets another. */
  public int usual() {
    return usual;
  }

  /** The most a function may ask for unless the operator sets another cap. */
  public int usualCap() {
    return usualCap;
  }

  /** The least value there can be. */
  public int least() {
    return 1;
  }

  /** The greatest value there can be. */
  public int most() {
    return most;
  }

  /**
   * Reads limits by their keys.
   *
   * @param values whole numbers, as JSON has them
   * @throws IllegalArgumentException naming the key, the value and what is allowed
   */
  public static Map<FunctionLimit, Integer> parse(Map<?, ?> values) {
    Map<FunctionLimit, Integer> limits = new EnumMap<>(FunctionLimit.class);
    values.forEach((key, value) -> {
      FunctionLimit limit = BY_KEY.get(String.valueOf(key));
      if (limit == null) {
        throw new IllegalArgumentException(
            "There is no limit \"" + key + "\". Limits are " + keys());
      }
      limits.put(limit, limit.parse(value));
    });
    return limits;
  }

  /** Limits by their keys, in the order of the table. */
  public static Map<String, Object> byKey(Map<FunctionLimit, Integer> limits) {
    Map<String, Object> named = new LinkedHashMap<>();
    new TreeMap<>(limits).forEach((limit, value) -> named.put(limit.key, value));
    return named;
  }

  private int parse(@Nullable Object value) {
    if (value instanceof Number number
        && number.doubleValue() == number.longValue()
        && number.longValue() >= least()
        && number.longValue() <= most) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        "The limit "
            + key
            + " ("
            + meaning
            + ") is "
            + value
            + "; it must be a whole number from "
            + least()
            + " to "
            + most);
  }

  private static String keys() {
    return Stream.of(values()).map(FunctionLimit::key).collect(Collectors.joining(", "));
  }
}
