package io.alternatefutures.edge;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Meters of single functions, tag {@code function}: the slug. A function has them from its first
 * request on. Each costs the scrape some lines, so only the first {@value #FUNCTIONS} functions
 * have their own; the others share those named {@value #OTHERS}. Thread-safe.
 *
 * <ul>
 *   <li>{@code function.requests}, tag {@code decision}: {@code forward} or {@code invoke}
 *   <li>{@code function.errors}, tag {@code code}: requests without a complete response
 *   <li>{@code function.cpu}: CPU time in seconds
 *   <li>{@code function.response.bytes}: bytes of response bodies sent to clients
 * </ul>
 */
final class FunctionMeters {
  private static final int FUNCTIONS = 1_000;
  private static final String OTHERS = "_others";

  private final MeterRegistry registry;
  private final Map<FunctionId, Meters> functions = new ConcurrentHashMap<>();
  private final Meters others;

  FunctionMeters(MeterRegistry registry) {
    this.registry = registry;
    this.others = new Meters(registry, OTHERS);
  }

  void count(CatalogEntry function, ExchangeReport report) {
    Meters meters = of(function);
    boolean invoked = report.decision() instanceof Decision.Invoke;
    (invoked ? meters.invoked : meters.forwarded).increment();
    meters.cpuNanos.add(report.cpuNanos());
    meters.responseBytes.add(report.responseBytes());
    String code = code(report.outcome());
    if (code != null) {
      meters.error(code).increment();
    }
  }

  private Meters of(CatalogEntry function) {
    Meters known = functions.get(function.id());
    if (known != null) {
      return known;
    }
    return functions.size() >= FUNCTIONS
        ? others
        : functions.computeIfAbsent(
            function.id(), _ -> new Meters(registry, function.slug().value()));
  }

  private static @Nullable String code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered _ -> null;
      case Outcome.Rejected rejected -> rejected.reason().name();
      case Outcome.Failed failed -> failed.code().name();
      case Outcome.Abandoned _ -> Outcome.Abandoned.CODE;
    };
  }

  /** The meters of one function. */
  private static final class Meters {
    private final MeterRegistry registry;
    private final String slug;
    private final Counter forwarded;
    private final Counter invoked;
    private final Map<String, Counter> errors = new ConcurrentHashMap<>();
    private final LongAdder cpuNanos = new LongAdder();
    private final LongAdder responseBytes = new LongAdder();

    Meters(MeterRegistry registry, String slug) {
      this.registry = registry;
      this.slug = slug;
      forwarded = registry.counter("function.requests", "function", slug, "decision", "forward");
      invoked = registry.counter("function.requests", "function", slug, "decision", "invoke");
      FunctionCounter.builder("function.cpu", cpuNanos, sum -> sum.sum() / 1e9)
          .tag("function", slug)
          .baseUnit("seconds")
          .register(registry);
      FunctionCounter.builder("function.response", responseBytes, LongAdder::sum)
          .tag("function", slug)
          .baseUnit("bytes")
          .register(registry);
    }

    Counter error(String code) {
      return errors.computeIfAbsent(
          code, name -> registry.counter("function.errors", "function", slug, "code", name));
    }
  }
}
