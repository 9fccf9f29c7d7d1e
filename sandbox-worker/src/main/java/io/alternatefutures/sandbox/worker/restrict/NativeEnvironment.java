package io.alternatefutures.sandbox.worker.restrict;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Environment variables for the native libraries of this process; Java's own view of them does not
 * change. For use before other threads run native code that reads them.
 */
@SuppressWarnings("restricted") // Calling into C is this class's whole purpose.
public final class NativeEnvironment {
  private static final int REPLACE = 1;

  private final MethodHandle setenv =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("setenv"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT));

  /** Gives a variable a value, whatever it had before. */
  public void set(String name, String value) {
    int result;
    try (Arena arena = Arena.ofConfined()) {
      result =
          (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), REPLACE);
    } catch (Throwable failure) {
      throw new IllegalStateException("the environment could not be changed", failure);
    }
    if (result != 0) {
      throw new IllegalStateException("the environment has no room for " + name);
    }
  }
}
