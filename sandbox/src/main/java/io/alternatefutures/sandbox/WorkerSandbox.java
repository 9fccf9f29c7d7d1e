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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
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

  private final SandboxOptions options;
  private final SandboxPorts ports;
  private final WorkerLauncher launcher;
  private final ConcurrentMap<ProjectId, CompletableFuture<Worker>> workers =
      new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<CompletableFuture<Worker>> spares =
      new ConcurrentLinkedQueue<>();
  private final Set<Worker> all = ConcurrentHashMap.newKeySet();
  private final ScheduledFuture<?> sweeper;
  private final Thread memoryWatch;
  private final AtomicBoolean layersReported = new AtomicBoolean();
  private volatile boolean closed;

  private WorkerSandbox(
      SandboxOptions options, SandboxPorts ports, WorkerLauncher launcher, EventLoop clock) {
    this.options = options;
    this.ports = ports;
    this.launcher = launcher;
    long period = Limits.SWEEP.toMillis();
    sweeper = clock.scheduleAtFixedRate(this::sweep, period, period, TimeUnit.MILLISECONDS);
    memoryWatch = Thread.ofVirtual().name("worker-memory").start(this::watchMemory);
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
    CompletableFuture<Worker> worker = workerOf(function.projectId());
    Worker ready = worker.isDone() && !worker.isCompletedExceptionally() ? worker.join() : null;
    if (ready != null && ready.alive()) {
      start(loop, ready, exchange);
    } else {
      Future<?> overdue =
          loop.schedule(
              () -> exchange.fail(FailureCode.WALL_LIMIT, "the worker took too long to start"),
              limits.get(FunctionLimit.WALL),
              TimeUnit.MILLISECONDS);
      worker.whenComplete((started, failure) ->
          loop.execute(() -> {
            overdue.cancel(false);
            if (exchange.done()) {
              return;
            }
            if (failure == null && started.alive()) {
              start(loop, started, exchange);
            } else {
              logNoWorker(function.projectId(), failure);
              exchange.fail(FailureCode.OVERLOADED, NO_WORKER);
            }
          }));
    }
    return exchange;
  }

  private void start(EventLoop loop, Worker worker, InvocationExchange exchange) {
    if (!mayRun(worker)) {
      String missing = "a worker lacks " + missingLayers(worker.layers());
      loop.execute(() -> exchange.fail(FailureCode.SANDBOX_UNAVAILABLE, missing));
      return;
    }
    DeployedFunction deployed;
    DeployedFunction.Admission admission;
    do {
      deployed = worker.deployed(exchange.function());
      admission = deployed.admit();
    } while (admission == DeployedFunction.Admission.CLOSED);
    if (admission == DeployedFunction.Admission.FULL) {
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
    return workerOf(projectId)
        .thenCompose(worker -> mayRun(worker) ? worker.check(source, env) : refusal(worker))
        .exceptionally(failure -> {
          logNoWorker(projectId, failure);
          return new ModuleCheck.Unavailable(FailureCode.OVERLOADED, NO_WORKER);
        });
  }

  /** For the operator alone: it may hold what the process printed as it ended. */
  private static void logNoWorker(ProjectId projectId, @Nullable Throwable failure) {
    LOG.error("no worker for project {}: {}", projectId, String.valueOf(failure));
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
    return all.stream().map(Worker::layers).toList();
  }

  /** Memory that all workers occupy, in bytes, as of a moment ago. */
  public long residentBytes() {
    return all.stream().mapToLong(Worker::residentBytes).sum();
  }

  /** Why user code is refused; empty when it is not, as far as is known. */
  public Optional<String> refusal() {
    return all.stream()
        .filter(worker -> !mayRun(worker))
        .findFirst()
        .map(worker -> "functions are not run: workers lack " + missingLayers(worker.layers()));
  }

  /** The project's worker, or the promise of one. */
  private CompletableFuture<Worker> workerOf(ProjectId projectId) {
    CompletableFuture<Worker> known = workers.get(projectId);
    if (known != null && usable(known)) {
      return known;
    }
    return workers.compute(
        projectId, (_, current) -> current != null && usable(current) ? current : takeSpare());
  }

  private static boolean usable(CompletableFuture<Worker> worker) {
    return !worker.isDone() || (!worker.isCompletedExceptionally() && worker.join().alive());
  }

  private CompletableFuture<Worker> takeSpare() {
    CompletableFuture<Worker> spare;
    while ((spare = spares.poll()) != null && !usable(spare)) {
      LOG.debug("a spare worker was lost");
    }
    CompletableFuture<Worker> taken = spare == null ? launch() : spare;
    fillSpares();
    // A worker may be lost while it starts; one that cannot start at all fails twice.
    return taken.exceptionallyCompose(_ -> launch());
  }

  /** Starts spare workers, in the background, until there are as many as there should be. */
  public void fillSpares() {
    while (!closed && spares.size() < options.spareWorkers()) {
      spares.add(launch());
    }
  }

  private CompletableFuture<Worker> launch() {
    CompletableFuture<Worker> launched = launcher.launch(this::removeEnded);
    launched.whenComplete((worker, failure) -> {
      if (failure != null) {
        if (!closed) {
          LOG.error("a worker could not be started: {}", failure.toString());
        }
      } else {
        all.add(worker);
        reportLayers(worker);
        ports.events().workerStarted();
        if (closed) {
          worker.kill();
        }
      }
    });
    return launched;
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

  private void removeEnded() {
    all.removeIf(worker -> {
      if (worker.alive() && worker.isRunning()) {
        return false;
      }
      if (!closed) {
        LOG.warn("worker {} ended: {}", worker.pid(), worker.describeExit());
        ports.events().workerLost();
      }
      return true;
    });
  }

  private void sweep() {
    long now = System.nanoTime();
    for (Worker worker : all) {
      worker.sweep(now);
    }
  }

  /** Reading a process's memory blocks for a moment, so it is not done on an event loop. */
  private void watchMemory() {
    long maxBytes = options.workerMegabytes() * 1024L * 1024;
    long unloadedAt = System.nanoTime();
    try {
      while (!closed) {
        Thread.sleep(Limits.SWEEP);
        all.forEach(worker -> worker.enforceMemory(maxBytes));
        long now = System.nanoTime();
        if (now - unloadedAt >= Limits.UNLOAD.toNanos()) {
          unloadedAt = now;
          all.forEach(worker -> worker.unloadUnless(ports.served()));
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    memoryWatch.interrupt();
    sweeper.cancel(false);
    all.forEach(Worker::kill);
    spares.forEach(spare -> spare.thenAccept(Worker::kill));
    launcher.close();
  }
}
