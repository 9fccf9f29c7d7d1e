package io.alternatefutures.sandbox.worker;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What V8 made of modules that were loaded before, so that loading one again compiles nothing: by
 * the very bytes of the module, since V8 itself compares no more than their number. It is gone with
 * the worker, and so never leaves the project whose code made it. Safe for any thread.
 */
final class CodeCache {
  /** Bytes of modules and of what V8 made of them. */
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private record Module(byte[] source) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Module(byte[] bytes) && Arrays.equals(source, bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(source);
    }
  }

  /** In the order in which they were last used. */
  private final Map<Module, byte[]> compiled = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  /** What was made of this module; null when that is not known. */
  synchronized byte @Nullable [] get(byte[] source) {
    return compiled.get(new Module(source));
  }

  /** Keeps what was made of a module, in the place of what was used least recently. */
  synchronized void put(byte[] source, byte[] code) {
    long size = (long) source.length + code.length;
    if (size > MOST_BYTES / 4 || compiled.containsKey(new Module(source))) {
      return;
    }
    compiled.put(new Module(source), code);
    bytes += size;
    Iterator<Map.Entry<Module, byte[]>> eldest = compiled.entrySet().iterator();
    while (bytes > MOST_BYTES) {
      Map.Entry<Module, byte[]> gone = eldest.next();
      bytes -= (long) gone.getKey().source().length + gone.getValue().length;
      eldest.remove();
    }
  }
}
