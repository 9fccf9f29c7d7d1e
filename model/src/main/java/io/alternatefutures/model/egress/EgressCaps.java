package io.alternatefutures.model.egress;

/**
 * The most that the operator lets each project use; 0 for no cap.
 *
 * @param megabytesPerMinute in MiB
 */
public record EgressCaps(int requestsPerSecond, int megabytesPerMinute) {
  /** No caps. */
  public static final EgressCaps NONE = new EgressCaps(0, 0);

  public EgressCaps {
    EgressRules.checkCap("requestsPerSecond", requestsPerSecond);
    EgressRules.checkCap("megabytesPerMinute", megabytesPerMinute);
  }

  /** Whether nothing is capped. */
  public boolean areNone() {
    return equals(NONE);
  }

  /** These or a project's own, whichever is less. */
  public EgressCaps within(EgressRules rules) {
    return new EgressCaps(
        less(requestsPerSecond, rules.requestsPerSecond()),
        less(megabytesPerMinute, rules.megabytesPerMinute()));
  }

  private static int less(int one, int other) {
    return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
  }

  /**
   * Refuses rules that ask for more.
   *
   * @throws IllegalArgumentException naming the cap, what was asked for and what is allowed
   */
  public void check(EgressRules rules) {
    check("requestsPerSecond", rules.requestsPerSecond(), requestsPerSecond);
    check("megabytesPerMinute", rules.megabytesPerMinute(), megabytesPerMinute);
  }

  private static void check(String name, int asked, int most) {
    if (most > 0 && asked > most) {
      throw new IllegalArgumentException(
          "The egress cap " + name + " is " + asked + "; this runtime allows at most " + most);
    }
  }
}
