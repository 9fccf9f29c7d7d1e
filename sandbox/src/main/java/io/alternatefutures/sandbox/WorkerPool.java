package io.alternatefutures.sandbox;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.ProjectId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers: one for each project that is called, and spares, within the memory that all may
 * occupy. Where there is no room for one more, the worker that has had nothing to do for longest
 * ends. Safe for any thread.
 */
final class WorkerPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

  private final WorkerBounds bounds;
  private final SandboxEvents events;
  private final WorkerLauncher launcher;
  private final Consumer<Worker> onStart;
  private final ConcurrentMap<ProjectId, CompletableFuture<Worker>> workers =
      new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<CompletableFuture<Worker>> spares =
      new ConcurrentLinkedQueue<>();
  private final Set<Worker> all = ConcurrentHashMap.newKeySet();
  private final AtomicInteger starting = new AtomicInteger();
  private final Object launching = new Object();
  private final Thread watch;
  private volatile boolean closed;

  /**
   * @param onStart told of each worker that has started
   * @param served whether a function is served as it is given
   */
  WorkerPool(
      WorkerBounds bounds,
      SandboxEvents events,
      WorkerLauncher launcher,
      Consumer<Worker> onStart,
      Predicate<CatalogEntry> served) {
    this.bounds = bounds;
    this.events = events;
    this.launcher = launcher;
    this.onStart = onStart;
    watch = Thread.ofVirtual().name("worker-watch").start(() -> watch(served));
  }

  /** The workers that run, spare ones included. */
  Set<Worker> all() {
    return all;
  }

  /**
   * The project's worker, or the promise of one; fails with {@link WorkersBusyException} when there
   * is no room for it.
   */
  CompletableFuture<Worker> of(ProjectId projectId) {
    CompletableFuture<Worker> known = workers.get(projectId);
    if (known != null && usable(known)) {
      return known;
    }
    return workers.compute(
        projectId,
        (_, current) ->
            current != null && usable(current)
                ? current
                : take().thenApply(worker -> worker.assignedTo(projectId)));
  }

  private static boolean usable(CompletableFuture<Worker> worker) {
    return !worker.isDone() || (!worker.isCompletedExceptionally() && worker.join().alive());
  }

  private CompletableFuture<Worker> take() {
    CompletableFuture<Worker> spare;
    while ((spare = spares.poll()) != null && !usable(spare)) {
      LOG.debug("a spare worker was lost");
    }
    CompletableFuture<Worker> taken = spare == null ? launch() : spare;
    fillSpares();
    // A worker may be lost while it starts; one that cannot start at all fails twice.
    return taken.exceptionallyCompose(failure ->
        failure instanceof WorkersBusyException
            ? CompletableFuture.failedFuture(failure)
            : launch());
  }

  /** Starts spare workers, in the background, as far as there should be some and there is room. */
  void fillSpares() {
    synchronized (launching) {
      while (!closed && spares.size() < bounds.spares() && hasRoom()) {
        spares.add(start());
      }
    }
  }

  /** Starts a worker, in the place of an idle one where there is no room. */
  private CompletableFuture<Worker> launch() {
    synchronized (launching) {
      if (!hasRoom() && !endIdlest()) {
        return CompletableFuture.failedFuture(
            new WorkersBusyException(all.size(), bounds.totalMegabytes()));
      }
      return start();
    }
  }

  private boolean hasRoom() {
    long most = bounds.totalBytes();
    long coming = (starting.get() + 1) * WorkerBounds.leastBytes();
    return occupied(WorkerBounds.leastBytes()) + coming <= most;
  }

  /** Memory of all workers together, when each counts as {@code least} bytes at least. */
  private long occupied(long least) {
    return all.stream()
        .filter(Worker::alive)
        .mapToLong(worker -> Math.max(least, worker.residentBytes()))
        .sum();
  }

  /** Memory that all workers occupy, in bytes, as of a moment ago. */
  long residentBytes() {
    return occupied(0);
  }

  /** Ends the worker that has had nothing to do for longest; false when all are busy. */
  private boolean endIdlest() {
    Optional<Worker> idlest;
    do {
      idlest = all.stream().filter(Worker::isIdle).min(Comparator.comparingLong(Worker::usedNanos));
    } while (idlest.isPresent() && !idlest.get().dismiss());
    return idlest.isPresent();
  }

  private CompletableFuture<Worker> start() {
    starting.incrementAndGet();
    CompletableFuture<Worker> launched = launcher.launch(this::removeEnded);
    launched.whenComplete((worker, failure) -> {
      if (failure == null) {
        all.add(worker);
      } else if (!closed) {
        LOG.error("a worker could not be started: {}", failure.toString());
      }
      starting.decrementAndGet();
      if (failure == null) {
        events.workerStarted();
        onStart.accept(worker);
        if (closed) {
          worker.kill();
        }
      }
    });
    return launched;
  }

  private void removeEnded() {
    all.removeIf(worker -> {
      if (worker.alive() && worker.isRunning()) {
        return false;
      }
      if (!closed && !worker.dismissed()) {
        LOG.warn("worker {} ended: {}", worker.pid(), worker.describeExit());
        events.workerLost();
      }
      return true;
    });
  }

  /** Looks at what the workers occupy; that blocks for a moment, so no event loop does it. */
  private void watch(Predicate<CatalogEntry> served) {
    long tidiedAt = System.nanoTime();
    try {
      while (!closed) {
        Thread.sleep(Limits.SWEEP);
        long now = System.nanoTime();
        all.forEach(worker -> worker.enforceMemory(bounds, now));
        enforceTotal();
        if (now - tidiedAt >= Limits.TIDY.toNanos()) {
          tidiedAt = now;
          tidy(served, now);
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** All together occupy too much: the idlest goes, and when all are busy, the largest. */
  private void enforceTotal() {
    if (residentBytes() > bounds.totalBytes() && !endIdlest()) {
      all.stream()
          .filter(Worker::alive)
          .max(Comparator.comparingLong(Worker::residentBytes))
          .ifPresent(Worker::killForMemory);
    }
  }

  private void tidy(Predicate<CatalogEntry> served, long now) {
    all.forEach(worker -> worker.unloadUnless(served));
    Map.copyOf(workers)
        .forEach((project, promised) -> {
          if (promised.isDone() && !promised.isCompletedExceptionally()) {
            Worker worker = promised.join();
            if (worker.isIdle() && now - worker.usedNanos() >= bounds.idle().toNanos()) {
              worker.dismiss();
            }
          }
          if (!usable(promised)) {
            workers.remove(project, promised);
          }
        });
    fillSpares();
  }

  @Override
  public void close() {
    closed = true;
    watch.interrupt();
    all.forEach(Worker::kill);
    spares.forEach(spare -> spare.thenAccept(Worker::kill));
    launcher.close();
  }
}
