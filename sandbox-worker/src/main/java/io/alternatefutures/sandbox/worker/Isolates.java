package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.options.V8RuntimeOptions;
import io.alternatefutures.sandbox.worker.platform.CacheStore;
import io.alternatefutures.sandbox.worker.platform.Engine;
import io.alternatefutures.sandbox.worker.platform.NodeModules;
import io.alternatefutures.sandbox.worker.platform.PlatformSource;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Makes isolates from a snapshot with the platform in it, so that a new one does not pay for
 * evaluating the platform. They share what their functions keep with the Cache API, as they belong
 * to one project. Safe for any thread.
 */
final class Isolates {
  private final byte[] snapshot;
  private final NodeModules nodeModules = NodeModules.load();
  private final SecureRandom random = new SecureRandom();
  private final CacheStore caches = new CacheStore(InstantSource.system());

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

  /**
   * A new isolate.
   *
   * @param target what its script asks the worker for
   * @param nearLimit told when the heap is nearly full; execution is then being terminated
   */
  Isolate create(HostFunctions.Target target, Runnable nearLimit) throws JavetException {
    V8RuntimeOptions options = new V8RuntimeOptions();
    options.setSnapshotBlob(snapshot);
    return Isolate.create(
        Engine.host().createV8Runtime(options),
        new HostFunctions(target, nodeModules, random, caches),
        nodeModules,
        nearLimit);
  }
}
