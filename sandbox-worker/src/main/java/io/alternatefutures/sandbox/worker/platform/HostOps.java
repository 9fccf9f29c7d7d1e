package io.alternatefutures.sandbox.worker.platform;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations script calls by name. One instance belongs to one isolate and to the thread that
 * runs it. No Java exception reaches script: a failure is answered as text that begins with U+0000.
 * Text that begins so by itself has two more before it.
 */
public final class HostOps {
  /** One operation; answers with text, bytes, a Boolean, an Integer or null. */
  interface Op {
    @Nullable Object run(OpArguments arguments)
        throws OpException, JavetException, GeneralSecurityException;
  }

  private final Map<String, Op> ops = new HashMap<>();

  /**
   * Prepares the operations.
   *
   * @param caches those of the project
   * @param ended whether the function was ended meanwhile: V8 cannot stop an operation that runs
   */
  public HostOps(CacheStore caches, BooleanSupplier ended) {
    TextOps.register(ops);
    CoderOps.register(ops);
    DigestOps.register(ops, ended);
    AesOps.register(ops);
    RsaOps.register(ops);
    EllipticOps.register(ops);
    OctetKeyOps.register(ops);
    CacheOps.register(ops, caches);
  }

  /**
   * Loads what the operations load when first used: classes, providers and Unicode data, which
   * cannot be opened any more once the process has confined itself. Takes some hundred
   * milliseconds.
   */
  public static void warmUp() {
    OpWarmUp.run();
  }

  /** The names of all operations. */
  public Set<String> names() {
    return Set.copyOf(ops.keySet());
  }

  /**
   * Runs an operation.
   *
   * @param arguments its name, then what it takes
   * @return its answer, or text of the form U+0000, name, line feed, message
   * @throws JavetException when V8 cannot make the answer's value
   */
  public V8Value call(V8Runtime runtime, V8Value... arguments) throws JavetException {
    try {
      OpArguments given = new OpArguments(arguments);
      Op op = arguments.length == 0 ? null : ops.get(arguments[0].toString());
      if (op == null) {
        return failure(runtime, "NotSupportedError", "there is no such operation");
      }
      return answer(runtime, op.run(given));
    } catch (OpException expected) {
      return failure(runtime, expected.name(), String.valueOf(expected.getMessage()));
    } catch (GeneralSecurityException | RuntimeException unexpected) {
      return failure(runtime, "OperationError", "The operation failed");
    } catch (OutOfMemoryError tooLarge) {
      // What script passed is too large for the worker's small Java heap; all of it is garbage now.
      return failure(runtime, "RangeError", "There is not enough memory for the operation");
    }
  }

  private static V8Value failure(V8Runtime runtime, String name, String message)
      throws JavetException {
    return runtime.createV8ValueString("\0" + name + "\n" + message);
  }

  private static V8Value answer(V8Runtime runtime, @Nullable Object value) throws JavetException {
    return switch (value) {
      case null -> runtime.createV8ValueNull();
      case byte[] bytes -> {
        V8ValueArrayBuffer buffer = runtime.createV8ValueArrayBuffer(bytes.length);
        if (bytes.length > 0) {
          buffer.fromBytes(bytes);
        }
        yield buffer;
      }
      case Boolean flag -> runtime.createV8ValueBoolean(flag);
      case Integer number -> runtime.createV8ValueInteger(number);
      default -> {
        String text = value.toString();
        yield runtime.createV8ValueString(text.startsWith("\0") ? "\0\0" + text : text);
      }
    };
  }
}
