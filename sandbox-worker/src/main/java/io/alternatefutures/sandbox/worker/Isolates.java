package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.options.V8RuntimeOptions;
import io.alternatefutures.sandbox.worker.platform.CacheStore;
import io.alternatefutures.sandbox.worker.platform.Engine;
import io.alternatefutures.sandbox.worker.platform.NodeModules;
import io.alternatefutures.sandbox.worker.platform.PlatformSource;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Makes isolates from a snapshot with the platform in it, so that a new one does not pay for
 * evaluating the platform. They share what their functions keep with the Cache API, as they belong
 * to one project. Some are made before they are needed. Safe for any thread.
 */
final class Isolates {
  /** Isolates that wait for a function; each occupies about a megabyte. */
  private static final int SPARES = 2;

  private final byte[] snapshot;
  private final NodeModules nodeModules = NodeModules.load();
  private final SecureRandom random = new SecureRandom();
  private final CacheStore caches = new CacheStore(InstantSource.system());
  private final CodeCache codes = new CodeCache();
  private final Queue<Isolate> spares = new ConcurrentLinkedQueue<>();
  private final Semaphore wanted = new Semaphore(SPARES);

  private Isolates(byte[] snapshot) {
    this.snapshot = snapshot;
  }

  /** Evaluates the platform once. */
  static Isolates prepare() {
    try {
      return new Isolates(PlatformSource.snapshot());
    } catch (JavetException failure) {
      throw new IllegalStateException("the platform cannot be evaluated", failure);
    }
  }

  /** Random bytes that nobody can foretell. */
  byte[] random(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Has isolates made before they are needed, by a thread of its own. */
  void keepSpares() {
    Thread thread = new Thread(this::makeSpares, "spare-isolates");
    thread.setDaemon(true);
    thread.start();
  }

  private void makeSpares() {
    try {
      while (true) {
        wanted.acquireUninterruptibly();
        spares.add(create());
      }
    } catch (JavetException failure) {
      System.err.println("no more spare isolates: " + failure.getMessage());
    }
  }

  /**
   * An isolate for a function: a spare one when there is one.
   *
   * @param function what its script asks for things
   * @param nearLimit told when the heap is nearly full; execution is then being terminated
   */
  Isolate take(HostFunctions.Target function, Runnable nearLimit) throws JavetException {
    Isolate spare = spares.poll();
    if (spare != null) {
      wanted.release();
    }
    Isolate taken = spare == null ? create() : spare;
    taken.attach(function, nearLimit);
    return taken;
  }

  private Isolate create() throws JavetException {
    V8RuntimeOptions options = new V8RuntimeOptions();
    options.setSnapshotBlob(snapshot);
    return Isolate.create(
        Engine.host().createV8Runtime(options),
        new HostFunctions(nodeModules, random, caches),
        nodeModules,
        codes);
  }
}
