package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.egress.EgressPolicy;

/** What all event loops share: immutable or thread-safe. */
record OriginSettings(
    OriginOptions options,
    EgressPolicy policy,
    NameCache names,
    OriginTls tls,
    long responseNanos) {
  OriginSettings(OriginOptions options, EgressPolicy policy, NameCache names, OriginTls tls) {
    this(options, policy, names, tls, options.responseTimeout().toNanos());
  }
}
