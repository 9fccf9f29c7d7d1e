package io.alternatefutures.sandbox;

import io.alternatefutures.model.ActiveDeployment;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionLimits;
import io.alternatefutures.model.LimitRules;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.sandbox.protocol.FrameType;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A worker process and its connections, one for each event loop. Serves at most one project in its
 * life. Connections are set before the worker is handed out; the rest is safe for any thread.
 */
final class Worker {
  private final WorkerProcess process;
  private final LimitRules limits;
  private final SandboxPorts ports;
  private final Map<EventLoop, WorkerConnection> connections = new ConcurrentHashMap<>();
  private final ConcurrentMap<DeploymentId, DeployedFunction> deployments =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, DeployedFunction> functions = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, CompletableFuture<ModuleCheck>> checks =
      new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile @Nullable ProjectId project;
  private volatile boolean alive = true;
  private volatile Set<Layer> layers = Set.of();
  private final Gate gate = new Gate();

  /** Whether anything came since the last look; the look notes the time. */
  private volatile boolean used;

  private volatile long usedNanos = System.nanoTime();
  private volatile long residentBytes;
  private volatile boolean dismissed;
  private volatile FailureCode lostBecause = FailureCode.WORKER_LOST;

  Worker(WorkerProcess process, LimitRules limits, SandboxPorts ports) {
    this.process = process;
    this.limits = limits;
    this.ports = ports;
  }

  void add(EventLoop loop, WorkerConnection connection) {
    connections.put(loop, connection);
  }

  WorkerConnection connection(EventLoop loop) {
    WorkerConnection connection = connections.get(loop);
    if (connection == null) {
      throw new IllegalArgumentException("the sandbox was not started with this event loop");
    }
    return connection;
  }

  /** Serves {@code id} from here on, and nobody else ever. */
  Worker assignedTo(ProjectId id) {
    project = id;
    return this;
  }

  /** The project that it serves; null while it is spare. */
  @Nullable ProjectId project() {
    return project;
  }

  /** The layers of confinement that hold, as verified before any user code was sent. */
  void confinedBy(Set<Layer> verified) {
    layers = Set.copyOf(verified);
  }

  Set<Layer> layers() {
    return layers;
  }

  /** Whether the process has not ended yet. */
  boolean isRunning() {
    return process.isRunning();
  }

  boolean alive() {
    return alive;
  }

  long pid() {
    return process.pid();
  }

  SandboxEvents events() {
    return ports.events();
  }

  FunctionLog log() {
    return ports.log();
  }

  FetchClient fetchClient() {
    return ports.fetch();
  }

  /** The deployment as this worker knows it, from now on if not before. */
  DeployedFunction deployed(CatalogEntry function) {
    DeploymentId id = deployment(function).id();
    DeployedFunction known = deployments.get(id);
    // What a function may use changes without a deployment.
    if (known != null && known.entry().limits().equals(function.limits())) {
      return known;
    }
    return deployments.compute(
        id,
        (_, current) ->
            current != null && current.entry().limits().equals(function.limits())
                ? current
                : add(function));
  }

  private DeployedFunction add(CatalogEntry function) {
    DeployedFunction added =
        new DeployedFunction(numbers.incrementAndGet(), function, limits.of(function.limits()));
    functions.put(added.key(), added);
    return added;
  }

  /**
   * Has what is not served any more end with the requests it has: what was deleted, set inactive,
   * or replaced by another deployment or other limits.
   */
  void unloadUnless(Predicate<CatalogEntry> served) {
    functions.forEach((key, function) -> {
      if (served.test(function.entry())) {
        return;
      }
      deployments.remove(deployment(function.entry()).id(), function);
      boolean first = function.retire();
      // A request may still come that found the function before; it is told when there is none.
      boolean last = function.close();
      if (last) {
        functions.remove(key);
      }
      if (first || last) {
        anyConnection((_, connection) -> connection.sendSignal(FrameType.UNLOAD, key));
      }
    });
  }

  private static ActiveDeployment deployment(CatalogEntry function) {
    ActiveDeployment deployment = function.deployment();
    if (deployment == null) {
      throw new IllegalArgumentException("function " + function.id() + " has no deployment");
    }
    return deployment;
  }

  @Nullable CatalogEntry functionOf(int key) {
    DeployedFunction function = functions.get(key);
    return function == null ? null : function.entry();
  }

  /** The worker asks for code: reads it on a virtual thread and sends it. */
  void need(WorkerConnection connection, int key) {
    DeployedFunction function = functions.get(key);
    if (function == null) {
      failFunction(key, FailureCode.WORKER_LOST, "the function was deployed anew");
      onLoopOf(connection, () -> connection.sendSignal(FrameType.LOAD_FAILED, key));
      return;
    }
    ports.events().coldStart();
    ActiveDeployment deployment = deployment(function.entry());
    Thread.startVirtualThread(() -> {
      try {
        byte[] source = ports.code().load(deployment.cid());
        requireSize(source, function.limits());
        String env = EnvJson.write(deployment.env());
        onLoopOf(
            connection,
            () ->
                connection.sendSource(FrameType.LOAD, key, function.isolateLimits(), env, source));
      } catch (CodeUnavailableException missing) {
        notLoaded(connection, key, missing.code(), missing);
      } catch (RuntimeException failure) {
        notLoaded(connection, key, FailureCode.INTERNAL, failure);
      }
    });
  }

  private void notLoaded(
      WorkerConnection connection, int key, FailureCode code, Exception failure) {
    failFunction(key, code, String.valueOf(failure.getMessage()));
    onLoopOf(connection, () -> connection.sendSignal(FrameType.LOAD_FAILED, key));
  }

  private static void requireSize(byte[] source, FunctionLimits limits)
      throws CodeUnavailableException {
    int most = limits.get(FunctionLimit.CODE) * 1024;
    if (source.length > most) {
      throw new CodeUnavailableException(
          FailureCode.CODE_LIMIT,
          "the code has " + source.length + " bytes; at most " + most + " are allowed");
    }
  }

  private void failFunction(int key, FailureCode code, String detail) {
    connections.forEach(
        (loop, connection) -> loop.execute(() -> connection.failFunction(key, code, detail)));
  }

  private void onLoopOf(WorkerConnection wanted, Runnable task) {
    anyOf(wanted).execute(task);
  }

  private EventLoop anyOf(WorkerConnection wanted) {
    for (Map.Entry<EventLoop, WorkerConnection> entry : connections.entrySet()) {
      if (entry.getValue() == wanted) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("a connection of another worker");
  }

  private void anyConnection(BiConsumer<EventLoop, WorkerConnection> task) {
    Map.Entry<EventLoop, WorkerConnection> entry = connections.entrySet().iterator().next();
    entry.getKey().execute(() -> task.accept(entry.getKey(), entry.getValue()));
  }

  /** Compiles and loads a module without serving it. */
  CompletableFuture<ModuleCheck> check(byte[] source, Map<String, String> env) {
    String json = EnvJson.write(env);
    int number = numbers.incrementAndGet();
    CompletableFuture<ModuleCheck> result = new CompletableFuture<>();
    if (!enter()) {
      return CompletableFuture.completedFuture(
          new ModuleCheck.Unavailable(FailureCode.WORKER_LOST, "the worker process ended"));
    }
    checks.put(number, result);
    anyConnection((_, connection) ->
        connection.sendSource(
            FrameType.CHECK, number, DeployedFunction.isolateLimits(limits.caps()), json, source));
    return result
        .completeOnTimeout(
            new ModuleCheck.Invalid(
                "The module did not finish loading within "
                    + Limits.CHECK.toSeconds()
                    + " s (is there a top-level await that never settles?)",
                0,
                0),
            Limits.CHECK.toMillis(),
            TimeUnit.MILLISECONDS)
        .whenComplete((_, _) -> {
          checks.remove(number);
          leave();
          // Also ends a module that is still loading.
          anyConnection((_, connection) -> connection.sendSignal(FrameType.UNLOAD, number));
        });
  }

  void checked(int number, ModuleCheck result) {
    CompletableFuture<ModuleCheck> waiting = checks.get(number);
    if (waiting != null) {
      waiting.complete(result);
    }
  }

  void sweep(long nowNanos) {
    connections.forEach((loop, connection) -> loop.execute(() -> connection.sweep(nowNanos)));
  }

  /** A connection is closed: the process is gone or about to be. */
  void connectionLost() {
    alive = false;
    process.kill();
    ModuleCheck lost =
        new ModuleCheck.Unavailable(FailureCode.WORKER_LOST, "the worker process ended");
    checks.values().forEach(waiting -> waiting.complete(lost));
  }

  /** Memory that the process occupied when it was looked at last, in bytes. */
  long residentBytes() {
    return residentBytes;
  }

  /** Lets a request in, unless the worker is about to end. */
  boolean enter() {
    if (!used) {
      used = true;
    }
    return gate.enter(Integer.MAX_VALUE) == Gate.Entry.ADMITTED;
  }

  /** A request that was let in is over. */
  void leave() {
    gate.leave();
  }

  /** Whether it serves, or is there to serve, and has nothing to do. */
  boolean isIdle() {
    return alive && gate.isEmpty();
  }

  /** {@link System#nanoTime} when it last had something to do, as of the last look. */
  long usedNanos() {
    return usedNanos;
  }

  /**
   * Ends the worker when it occupies more memory than it may; before that, has it close isolates
   * that have nothing to do.
   */
  void enforceMemory(WorkerBounds bounds, long nowNanos) {
    if (used || !gate.isEmpty()) {
      used = false;
      usedNanos = nowNanos;
    }
    residentBytes = process.residentBytes();
    if (alive && residentBytes > bounds.workerBytes()) {
      killForMemory();
    } else if (alive && residentBytes > bounds.crowdedBytes()) {
      anyConnection((_, connection) -> connection.sendSignal(FrameType.EVICT, 0));
    }
  }

  /** Ends it for the memory that it occupies. */
  void killForMemory() {
    lostBecause = FailureCode.MEMORY_LIMIT;
    kill();
  }

  /** Ends it because it is not needed, unless it has something to do; whether it had not. */
  boolean dismiss() {
    if (!gate.close()) {
      return false;
    }
    dismissed = true;
    kill();
    return true;
  }

  /** Whether it was ended because it was not needed. */
  boolean dismissed() {
    return dismissed;
  }

  /** What to tell those whose requests the worker had when it ended. */
  FailureCode lostBecause() {
    return lostBecause;
  }

  String describeExit() {
    return process.describeExit();
  }

  void kill() {
    alive = false;
    process.kill();
  }
}
