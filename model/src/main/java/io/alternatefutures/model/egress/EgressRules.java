package io.alternatefutures.model.egress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a project lets its functions and routes reach, within what the operator allows.
 *
 * @param allow when it is not empty, nothing else is reached
 * @param deny what is not reached, also when it is allowed
 * @param requestsPerSecond the most requests that begin within a second; 0 for no cap
 * @param megabytesPerMinute the most that bodies of requests and responses carry within a minute,
 *     in MiB; 0 for no cap
 */
public record EgressRules(
    List<TargetPattern> allow,
    List<TargetPattern> deny,
    int requestsPerSecond,
    int megabytesPerMinute) {
  /** Patterns in one list. */
  public static final int MOST_PATTERNS = 100;

  /** The highest cap of either kind. */
  public static final int HIGHEST_CAP = 1_000_000;

  private static final String ALLOW = "allow";
  private static final String DENY = "deny";
  private static final String REQUESTS = "requestsPerSecond";
  private static final String MEGABYTES = "megabytesPerMinute";
  private static final List<String> KEYS = List.of(ALLOW, DENY, REQUESTS, MEGABYTES);

  private static final EgressRules NONE = new EgressRules(List.of(), List.of(), 0, 0);

  public EgressRules {
    allow = checked(ALLOW, allow);
    deny = checked(DENY, deny);
    checkCap(REQUESTS, requestsPerSecond);
    checkCap(MEGABYTES, megabytesPerMinute);
  }

  /** No rules: all that the operator allows is reached. */
  public static EgressRules none() {
    return NONE;
  }

  /** Rules by which nothing is reached. */
  public static EgressRules nothing() {
    return new EgressRules(List.of(), patterns(List.of("*")), 0, 0);
  }

  private static List<TargetPattern> checked(String list, List<TargetPattern> patterns) {
    if (patterns.size() > MOST_PATTERNS) {
      throw new IllegalArgumentException(
          "The egress list "
              + list
              + " has "
              + patterns.size()
              + " entries; at most "
              + MOST_PATTERNS
              + " are allowed");
    }
    return List.copyOf(patterns);
  }

  /**
   * Checks the range of a cap.
   *
   * @throws IllegalArgumentException naming the cap, the value and what was expected
   */
  public static void checkCap(String name, int value) {
    if (value < 0 || value > HIGHEST_CAP) {
      throw new IllegalArgumentException(
          "The egress cap "
              + name
              + " is "
              + value
              + "; it must be from 1 to "
              + HIGHEST_CAP
              + ", or 0 for none");
    }
  }

  /**
   * Reads rules from plain values, as JSON has them: {@code allow} and {@code deny} with lists of
   * patterns, {@code requestsPerSecond} and {@code megabytesPerMinute} with whole numbers. What is
   * missing or null is not ruled.
   *
   * @throws IllegalArgumentException naming what is wrong, and what was expected
   */
  public static EgressRules parse(Map<?, ?> values) {
    for (Object key : values.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw new IllegalArgumentException(
            "There is no egress rule \"" + key + "\". There are: " + String.join(", ", KEYS));
      }
    }
    EgressRules rules =
        new EgressRules(
            list(values, ALLOW), list(values, DENY), cap(values, REQUESTS), cap(values, MEGABYTES));
    return rules.isNone() ? NONE : rules;
  }

  /** The rules as plain values; see {@link #parse}. */
  public Map<String, Object> toMap() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(ALLOW, allow.stream().map(TargetPattern::toString).toList());
    values.put(DENY, deny.stream().map(TargetPattern::toString).toList());
    if (requestsPerSecond > 0) {
      values.put(REQUESTS, requestsPerSecond);
    }
    if (megabytesPerMinute > 0) {
      values.put(MEGABYTES, megabytesPerMinute);
    }
    return values;
  }

  private static List<TargetPattern> list(Map<?, ?> values, String key) {
    Object value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> entries)) {
      throw new IllegalArgumentException("The egress rule " + key + " must be a list of texts");
    }
    return patterns(entries.stream().map(String::valueOf).toList());
  }

  private static int cap(Map<?, ?> values, String key) {
    Object value = values.get(key);
    if (value == null) {
      return 0;
    }
    if (!(value instanceof Integer number)) {
      throw new IllegalArgumentException(
          "The egress cap " + key + " is " + value + "; it must be a whole number");
    }
    return number;
  }

  /** Parses the entries of a list. */
  public static List<TargetPattern> patterns(List<String> entries) {
    return entries.stream().map(TargetPattern::parse).toList();
  }

  /** Whether they hold nothing back. */
  public boolean isNone() {
    return equals(NONE);
  }

  /**
   * Whether the lists let a target be reached.
   *
   * @param host canonical, see {@link HostNames#canonical}
   * @param address what it resolved to
   */
  public boolean allows(String host, byte[] address, int port) {
    byte[] plain = IpLiteral.unmap(address);
    return !TargetPattern.anyMatches(deny, host, plain, port)
        && (allow.isEmpty() || TargetPattern.anyMatches(allow, host, plain, port));
  }
}
