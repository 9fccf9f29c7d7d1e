package io.alternatefutures.control.observe;

/** Asked for every {@code GET /metrics}; runs on a virtual thread. */
@FunctionalInterface
public interface MetricsSource {
  /** All metrics in the Prometheus text format, version 0.0.4. */
  String scrape();
}
