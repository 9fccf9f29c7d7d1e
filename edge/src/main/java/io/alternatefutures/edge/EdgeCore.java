package io.alternatefutures.edge;

import io.alternatefutures.edge.tls.TlsCertificates;

/** What all client connections share: immutable, but for whether the server is closing. */
final class EdgeCore {
  private final EdgeOptions options;
  private final RequestPipeline pipeline;
  private final Observer observer;
  private volatile boolean draining;

  EdgeCore(EdgeOptions options, RequestPipeline pipeline, Observer observer) {
    this.options = options;
    this.pipeline = pipeline;
    this.observer = observer;
  }

  EdgeOptions options() {
    return options;
  }

  /** What listeners with TLS show. */
  TlsCertificates certificates() {
    TlsOptions tls = options.tls();
    if (tls == null) {
      throw new IllegalStateException("no listener with TLS");
    }
    return tls.certificates();
  }

  RequestPipeline pipeline() {
    return pipeline;
  }

  Observer observer() {
    return observer;
  }

  /** Whether connections end with the request they are serving. */
  boolean isDraining() {
    return draining;
  }

  void drain() {
    draining = true;
  }
}
