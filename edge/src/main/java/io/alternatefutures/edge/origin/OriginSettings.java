package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.egress.Egress;

/** What all event loops share: immutable or thread-safe. */
record OriginSettings(
    OriginOptions options, Egress egress, NameCache names, OriginTls tls, long responseNanos) {
  OriginSettings(OriginOptions options, Egress egress, NameCache names, OriginTls tls) {
    this(options, egress, names, tls, options.responseTimeout().toNanos());
  }
}
