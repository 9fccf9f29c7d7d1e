package io.alternatefutures.sandbox;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionLimits;
import io.alternatefutures.model.ProjectId;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sandbox on worker processes. A project's first request takes a spare worker, or waits for one
 * to start; a worker that ends is replaced by the project's next request.
 */
public final class WorkerSandbox implements Sandbox {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerSandbox.class);
  private static final String NO_WORKER = "no worker could be started";
  private static final String ALL_BUSY = "all workers are busy, and there is no room for another";

  private final SandboxOptions options;
  private final SandboxPorts ports;
  private final WorkerPool pool;
  private final ScheduledFuture<?> sweeper;
  private final AtomicBoolean layersReported = new AtomicBoolean();

  private WorkerSandbox(
      SandboxOptions options, SandboxPorts ports, WorkerLauncher launcher, EventLoop clock) {
    this.options = options;
    this.ports = ports;
    pool =
        new WorkerPool(
            options.workers(), ports.events(), launcher, this::reportLayers, ports.served());
    long period = Limits.SWEEP.toMillis();
    sweeper = clock.scheduleAtFixedRate(this::sweep, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts the sandbox; {@link #fillSpares} starts its spare workers.
   *
   * @param loops the epoll event loops that will invoke functions
   * @throws IOException when the run directory cannot be made
   */
  public static WorkerSandbox start(
      SandboxOptions options, SandboxPorts ports, EventExecutorGroup loops) throws IOException {
    List<EventLoop> eventLoops = new ArrayList<>();
    for (EventExecutor executor : loops) {
      eventLoops.add((EventLoop) executor);
    }
    WorkerSandbox sandbox =
        new WorkerSandbox(
            options, ports, new WorkerLauncher(options, ports, eventLoops), eventLoops.getFirst());
    return sandbox;
  }

  @Override
  public Exchange invoke(
      EventLoop loop, CatalogEntry function, InvocationHead head, ExchangeListener listener) {
    FunctionLimits limits = options.limits().of(function.limits());
    InvocationExchange exchange = new InvocationExchange(function, head, listener, limits);
    long bodyBytes = head.hasBody() ? head.contentLength() : 0;
    if (bodyBytes > limits.bytes(FunctionLimit.REQUEST_BODY)) {
      loop.execute(
          () -> exchange.fail(FailureCode.REQUEST_LIMIT, bodyBytes + " bytes of request body"));
      return exchange;
    }
    assign(loop, exchange);
    return exchange;
  }

  private void assign(EventLoop loop, InvocationExchange exchange) {
    CompletableFuture<Worker> worker = pool.of(exchange.function().projectId());
    while (worker.isDone() && !worker.isCompletedExceptionally() && worker.join().alive()) {
      if (enter(worker.join(), exchange)) {
        start(loop, worker.join(), exchange);
        return;
      }
      // It is being ended, because it had nothing to do.
      worker = pool.of(exchange.function().projectId());
    }
    await(loop, worker, exchange);
  }

  private static boolean enter(Worker worker, InvocationExchange exchange) {
    boolean entered = worker.enter();
    if (entered) {
      exchange.entered(worker);
    }
    return entered;
  }

  private void await(
      EventLoop loop, CompletableFuture<Worker> worker, InvocationExchange exchange) {
    Future<?> overdue =
        loop.schedule(
            () -> exchange.fail(FailureCode.WALL_LIMIT, "the worker took too long to start"),
            exchange.limits().get(FunctionLimit.WALL),
            TimeUnit.MILLISECONDS);
    worker.whenComplete((started, failure) ->
        loop.execute(() -> {
          overdue.cancel(false);
          if (exchange.done()) {
            return;
          }
          if (failure == null && started.alive() && enter(started, exchange)) {
            start(loop, started, exchange);
          } else {
            exchange.fail(
                FailureCode.OVERLOADED, noWorker(exchange.function().projectId(), failure));
          }
        }));
  }

  private void start(EventLoop loop, Worker worker, InvocationExchange exchange) {
    if (!mayRun(worker)) {
      String missing = "a worker lacks " + missingLayers(worker.layers());
      loop.execute(() -> exchange.fail(FailureCode.SANDBOX_UNAVAILABLE, missing));
      return;
    }
    DeployedFunction deployed;
    Gate.Entry entry;
    do {
      deployed = worker.deployed(exchange.function());
      entry = deployed.admit();
    } while (entry == Gate.Entry.CLOSED);
    if (entry == Gate.Entry.FULL) {
      String full = "over " + deployed.mostInFlight() + " requests in flight";
      loop.execute(() -> exchange.fail(FailureCode.OVERLOADED, full));
      return;
    }
    exchange.admitted(deployed);
    worker.connection(loop).start(exchange);
  }

  @Override
  public CompletionStage<ModuleCheck> check(
      ProjectId projectId, byte[] source, Map<String, String> env) {
    int limit = options.limits().caps().get(FunctionLimit.CODE) * 1024;
    if (source.length > limit) {
      return CompletableFuture.completedFuture(
          new ModuleCheck.Invalid(
              "The code has " + source.length + " bytes; at most " + limit + " are allowed", 0, 0));
    }
    return pool.of(projectId)
        .thenCompose(worker -> mayRun(worker) ? worker.check(source, env) : refusal(worker))
        .exceptionally(failure -> {
          String reason = noWorker(projectId, failure);
          return new ModuleCheck.Unavailable(FailureCode.OVERLOADED, reason);
        });
  }

  /** Why there is no worker; what a process printed as it ended is for the operator alone. */
  private static String noWorker(ProjectId projectId, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof WorkersBusyException busy) {
      LOG.debug("no worker for project {}: {}", projectId, busy.getMessage());
      return ALL_BUSY;
    }
    LOG.error("no worker for project {}: {}", projectId, String.valueOf(failure));
    return NO_WORKER;
  }

  private static CompletableFuture<ModuleCheck> refusal(Worker worker) {
    return CompletableFuture.completedFuture(
        new ModuleCheck.Unavailable(
            FailureCode.SANDBOX_UNAVAILABLE,
            "this machine cannot confine functions: "
                + missingLayers(worker.layers())
                + " missing, and AF_SANDBOX requires them"));
  }

  /** Whether user code may be sent to this worker. */
  private boolean mayRun(Worker worker) {
    return worker.layers().containsAll(Layer.REQUIRED) || !layersRequired();
  }

  private boolean layersRequired() {
    return switch (options.layerPolicy()) {
      case AUTO -> false;
      case REQUIRE -> true;
      case BY_PROJECTS -> ports.severalProjects().getAsBoolean();
    };
  }

  private static Set<Layer> missingLayers(Set<Layer> holding) {
    Set<Layer> missing = EnumSet.copyOf(Layer.REQUIRED);
    missing.removeAll(holding);
    return missing;
  }

  /** The layers that verifiably hold around each worker that runs. */
  public List<Set<Layer>> layers() {
    return pool.all().stream().map(Worker::layers).toList();
  }

  /** Memory that all workers occupy, in bytes, as of a moment ago. */
  public long residentBytes() {
    return pool.residentBytes();
  }

  /** Why user code is refused; empty when it is not, as far as is known. */
  public Optional<String> refusal() {
    return pool.all().stream()
        .filter(worker -> !mayRun(worker))
        .findFirst()
        .map(worker -> "functions are not run: workers lack " + missingLayers(worker.layers()));
  }

  /** Starts spare workers, in the background, until there are as many as there should be. */
  public void fillSpares() {
    pool.fillSpares();
  }

  /** Says once what user code is confined by, and always when a required layer is missing. */
  private void reportLayers(Worker worker) {
    Set<Layer> missing = missingLayers(worker.layers());
    if (!missing.isEmpty()) {
      LOG.warn(
          "a worker lacks {}, which this kernel does not offer: functions {}",
          missing,
          layersRequired() ? "are not run" : "run all the same");
    } else if (layersReported.compareAndSet(false, true)) {
      LOG.info("functions are confined by {}", EnumSet.copyOf(worker.layers()));
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    for (Worker worker : pool.all()) {
      worker.sweep(now);
    }
  }

  @Override
  public void close() {
    sweeper.cancel(false);
    pool.close();
  }
}
