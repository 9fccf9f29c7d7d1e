package io.alternatefutures.server;

import io.alternatefutures.control.observe.FunctionLoad;
import io.alternatefutures.control.observe.MetricsSource;
import io.alternatefutures.edge.egress.EgressCounts;
import io.alternatefutures.sandbox.Layer;
import io.alternatefutures.sandbox.SandboxEvents;
import io.alternatefutures.sandbox.WorkerSandbox;
import io.alternatefutures.server.trace.OtlpExporter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleFunction;

/** The runtime's metrics in Prometheus form. */
final class RuntimeMetrics implements MetricsSource, SandboxEvents {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter coldStarts = registry.counter("sandbox.cold.starts");
  private final Counter workersStarted = registry.counter("sandbox.workers.started");
  private final Counter workersLost = registry.counter("sandbox.workers.lost");

  MeterRegistry registry() {
    return registry;
  }

  /** Shows how many functions this instance knows. */
  void watch(ServedCatalog catalog) {
    Gauge.builder("catalog.functions", catalog, served -> served.get().size()).register(registry);
    Gauge.builder("catalog.degraded", catalog, served -> served.trouble() == null ? 0 : 1)
        .register(registry);
    Gauge.builder("catalog.revision", catalog, ServedCatalog::revision).register(registry);
    Gauge.builder("catalog.deployments.waiting", catalog, served -> served.lacking().size())
        .register(registry);
  }

  /** Shows how often projects were kept from the network. */
  void watch(EgressCounts egress) {
    FunctionCounter.builder("egress.refused", egress, EgressCounts::ofDenied)
        .tag("reason", "denied")
        .register(registry);
    FunctionCounter.builder("egress.refused", egress, EgressCounts::ofLimited)
        .tag("reason", "limited")
        .register(registry);
  }

  /** Shows how many requests and fetches were traced, and how many spans got lost. */
  void watch(OtlpExporter exporter) {
    FunctionCounter.builder("traces.exported", exporter, OtlpExporter::exported).register(registry);
    FunctionCounter.builder("traces.dropped", exporter, OtlpExporter::overflowed)
        .tag("reason", "queue")
        .register(registry);
    FunctionCounter.builder("traces.dropped", exporter, OtlpExporter::failed)
        .tag("reason", "export")
        .register(registry);
  }

  /** Shows how this instance and the others follow the changes. */
  void watch(Membership membership) {
    Gauge.builder("instances.live", membership, known -> known.others().size() + 1)
        .register(registry);
    Gauge.builder("instances.lagging", membership, Membership::lagging).register(registry);
  }

  /** Shows whether allowances are given together with the other instances. */
  void watch(LimitSharing sharing) {
    Gauge.builder("limits.shared.connected", sharing, s -> s.isConnected() ? 1 : 0)
        .register(registry);
    FunctionCounter.builder("limits.shared.untold", sharing, LimitSharing::untold)
        .register(registry);
  }

  /** Shows how many workers run, and around how many of them each layer holds. */
  void watch(WorkerSandbox sandbox) {
    Gauge.builder("sandbox.workers", sandbox, s -> s.layers().size()).register(registry);
    Gauge.builder("sandbox.workers.resident", sandbox, WorkerSandbox::residentBytes)
        .baseUnit("bytes")
        .register(registry);
    for (Layer layer : Layer.values()) {
      Gauge.builder("sandbox.workers.confined", sandbox, s -> confinedBy(s, layer))
          .tag("layer", layer.name())
          .register(registry);
    }
  }

  private static long confinedBy(WorkerSandbox sandbox, Layer layer) {
    return sandbox.layers().stream().filter(layers -> layers.contains(layer)).count();
  }

  /** What functions have used since the start, by slug. */
  Map<String, FunctionLoad> functionLoads() {
    Map<String, FunctionLoad> loads = new HashMap<>();
    add(loads, "function.requests", count -> new FunctionLoad((long) count, 0, 0));
    add(loads, "function.errors", count -> new FunctionLoad(0, (long) count, 0));
    add(loads, "function.cpu", seconds -> new FunctionLoad(0, 0, seconds));
    return loads;
  }

  private void add(
      Map<String, FunctionLoad> loads, String meters, DoubleFunction<FunctionLoad> load) {
    for (Meter meter : registry.find(meters).meters()) {
      String slug = String.valueOf(meter.getId().getTag("function"));
      for (Measurement measurement : meter.measure()) {
        loads.merge(slug, load.apply(measurement.getValue()), FunctionLoad::plus);
      }
    }
  }

  @Override
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void coldStart() {
    coldStarts.increment();
  }

  @Override
  public void workerStarted() {
    workersStarted.increment();
  }

  @Override
  public void workerLost() {
    workersLost.increment();
  }
}
