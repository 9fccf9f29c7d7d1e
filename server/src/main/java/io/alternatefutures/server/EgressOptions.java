package io.alternatefutures.server;

import io.alternatefutures.edge.egress.EgressPolicy;
import io.alternatefutures.model.egress.EgressCaps;
import picocli.CommandLine.Option;

/** What the operator lets all projects reach, and how much. */
final class EgressOptions {
  @Option(
      names = "--egress-allow",
      paramLabel = "LIST",
      defaultValue = "${env:EGRESS_ALLOW:-}",
      description =
          "CIDRs or hosts that route targets and fetch() may reach although they are loopback,"
              + " private, link-local or metadata addresses (EGRESS_ALLOW).")
  private String allow = "";

  @Option(
      names = "--egress-deny",
      paramLabel = "LIST",
      defaultValue = "${env:EGRESS_DENY:-}",
      description =
          "CIDRs or hosts that nobody reaches, whatever else is allowed; with a port or a range of"
              + " ports after a colon when only these are meant, e.g. *:25 (EGRESS_DENY).")
  private String deny = "";

  @Option(
      names = "--egress-requests-per-second",
      paramLabel = "N",
      defaultValue = "${env:EGRESS_REQUESTS_PER_SECOND:-0}",
      description =
          "The most requests that each project sends out in a second; 0 for no cap"
              + " (EGRESS_REQUESTS_PER_SECOND).")
  private int requestsPerSecond;

  @Option(
      names = "--egress-megabytes-per-minute",
      paramLabel = "MIB",
      defaultValue = "${env:EGRESS_MEGABYTES_PER_MINUTE:-0}",
      description =
          "The most that bodies of each project carry in a minute, both ways; 0 for no cap"
              + " (EGRESS_MEGABYTES_PER_MINUTE).")
  private int megabytesPerMinute;

  /**
   * What was chosen.
   *
   * @throws IllegalArgumentException naming what cannot be used, and why
   */
  EgressSettings settings() {
    return new EgressSettings(
        EgressPolicy.parse(allow, deny), new EgressCaps(requestsPerSecond, megabytesPerMinute));
  }

  /** The policy for all, and the most that one project may use. */
  record EgressSettings(EgressPolicy policy, EgressCaps caps) {}
}
