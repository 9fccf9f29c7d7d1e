package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.egress.EgressPolicy;
import io.netty.handler.ssl.SslContext;

/** What all event loops share: immutable or thread-safe. */
record OriginSettings(
    OriginOptions options,
    EgressPolicy policy,
    NameCache names,
    SslContext tls,
    long responseNanos) {
  OriginSettings(OriginOptions options, EgressPolicy policy, NameCache names, SslContext tls) {
    this(options, policy, names, tls, options.responseTimeout().toNanos());
  }
}
