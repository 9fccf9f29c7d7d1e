package io.alternatefutures.edge.egress;

import io.alternatefutures.model.egress.EgressRules;
import io.alternatefutures.model.egress.HostNames;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What one project may reach and how much, as it is now: a project whose rules change gets another
 * one. Thread-safe; takes no locks.
 */
public final class ProjectEgress {
  private final EgressPolicy policy;
  private final EgressRules rules;
  private final @Nullable EgressMeter meter;
  private final EgressCounts counts;

  /**
   * @param meter null when nothing is capped
   */
  ProjectEgress(
      EgressPolicy policy, EgressRules rules, @Nullable EgressMeter meter, EgressCounts counts) {
    this.policy = policy;
    this.rules = rules;
    this.meter = meter;
    this.counts = counts;
  }

  EgressRules rules() {
    return rules;
  }

  /**
   * Whether a target may be connected to.
   *
   * @param host the URL's host
   * @param address what it resolved to
   */
  public boolean allows(String host, InetAddress address, int port) {
    String name = HostNames.canonical(host);
    boolean allowed =
        policy.allows(name, address, port) && rules.allows(name, address.getAddress(), port);
    if (!allowed) {
      counts.denied();
    }
    return allowed;
  }

  /** Counts a request that is about to begin; false when the project has used up what it may. */
  public boolean begins() {
    if (meter == null || meter.begins()) {
      return true;
    }
    counts.limited();
    return false;
  }

  /** Counts bytes of a body, either way; false when they are more than the project may use. */
  public boolean carries(int bytes) {
    if (meter == null || meter.carries(bytes)) {
      return true;
    }
    counts.limited();
    return false;
  }
}
