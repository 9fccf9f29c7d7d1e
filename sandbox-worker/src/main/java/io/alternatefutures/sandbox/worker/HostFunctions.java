package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.callback.IJavetDirectCallable;
import com.caoccao.javet.interop.callback.JavetCallbackContext;
import com.caoccao.javet.interop.callback.JavetCallbackType;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.primitive.V8ValueString;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import com.caoccao.javet.values.reference.V8ValueObject;
import com.caoccao.javet.values.reference.V8ValueTypedArray;
import io.alternatefutures.sandbox.worker.platform.CacheStore;
import io.alternatefutures.sandbox.worker.platform.HostOps;
import io.alternatefutures.sandbox.worker.platform.NodeModules;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of functions the platform's JavaScript may call. Turns V8 values into Java ones
 * and hands them to {@link Target}; nothing else of Java is reachable from script.
 */
final class HostFunctions {
  /** Longest random string in bytes: the bound of {@code crypto.getRandomValues}. */
  private static final int MAX_RANDOM_BYTES = 65_536;

  private static final double CLOCK_GRAIN_MILLIS = 0.1;

  /** What the functions do; called on the thread that runs the isolate. */
  interface Target {
    /** A response head; {@code body} is the whole body, or null when a stream follows. */
    void respond(int id, int status, String headers, byte @Nullable [] body);

    void write(int id, byte[] bytes);

    void end(int id);

    void abort(int id, String message);

    void fail(int id, String detail);

    void consumed(int id, int bytes);

    void finished(int id);

    void fetch(int fetchId, String method, String url, String headers, boolean hasBody);

    void fetchWrite(int fetchId, byte[] bytes);

    void fetchWriteEnd(int fetchId);

    void fetchCancel(int fetchId);

    void fetchConsumed(int fetchId, int bytes);

    /**
     * A response head with status 101: the request's connection is one of WebSocket.
     *
     * @return whether it is
     */
    boolean socketAccept(int id, String headers);

    void socketStart(int socketId);

    void socketSend(int socketId, String text);

    void socketSend(int socketId, byte[] bytes);

    void socketClose(int socketId, int code, String reason);

    void socketGiveUp(int socketId);

    double socketBuffered(int socketId);

    void log(int id, String level, String text);

    /** Timers are due in {@code millis}, for request {@code id} or 0. */
    void timer(double millis, int id);

    /** The script was refused something by a limit. */
    void exceeded(Breach breach);

    /** Whether the function has been ended and only its current call is left to return. */
    boolean ended();
  }

  private static final byte[] NO_BODY = new byte[0];
  private static final V8Value[] NO_ARGUMENTS = {};

  private Target target = new NoFunction();
  private final NodeModules nodeModules;
  private final HostOps ops;
  private final SecureRandom random;

  HostFunctions(NodeModules nodeModules, SecureRandom random, CacheStore caches) {
    this.nodeModules = nodeModules;
    ops = new HostOps(caches, () -> target.ended());
    this.random = random;
  }

  /** From now on it is this that script asks. */
  void attach(Target function) {
    target = function;
  }

  void bind(V8Runtime runtime, V8ValueObject host) throws JavetException {
    bindResponses(host);
    bindFetches(host);
    bindSockets(runtime, host);
    bind(host, "log", a -> target.log(integer(a, 0), text(a, 1), text(a, 2)));
    bind(host, "timer", a -> target.timer(number(a, 0), a.length > 1 ? integer(a, 1) : 0));
    bind(host, "timerLimit", _ -> target.exceeded(Breach.TIMER_LIMIT));
    bindResult(
        host,
        "now",
        a -> {
          Instant instant = Instant.now();
          double millis = instant.getEpochSecond() * 1e3 + instant.getNano() / 1e6;
          return runtime.createV8ValueDouble(
              Math.floor(millis / CLOCK_GRAIN_MILLIS) * CLOCK_GRAIN_MILLIS);
        });
    bindResult(
        host,
        "random",
        a -> {
          byte[] bytes = new byte[Math.clamp(integer(a, 0), 0, MAX_RANDOM_BYTES)];
          random.nextBytes(bytes);
          V8ValueArrayBuffer buffer = runtime.createV8ValueArrayBuffer(bytes.length);
          if (bytes.length > 0) {
            buffer.getByteBuffer().put(0, bytes);
          }
          return buffer;
        });
    bind(host, "collectGarbage", _ -> runtime.lowMemoryNotification());
    bindResult(host, "op", a -> ops.call(runtime, a));
    bindResult(host, "nodeFile", a -> nodeModules.file(runtime, text(a, 0)));
    bindResult(
        host, "isNodeModule", a -> runtime.createV8ValueBoolean(nodeModules.has(text(a, 0))));
  }

  private void bindResponses(V8ValueObject host) throws JavetException {
    bind(
        host,
        "respond",
        a -> {
          target.respond(integer(a, 0), integer(a, 1), text(a, 2), body(a, 3));
          finishIf(a, 4);
        });
    bind(host, "write", a -> target.write(integer(a, 0), bytes(a, 1)));
    bind(host, "end", a -> target.end(integer(a, 0)));
    bind(host, "abort", a -> target.abort(integer(a, 0), text(a, 1)));
    bind(
        host,
        "fail",
        a -> {
          target.fail(integer(a, 0), failure(a));
          finishIf(a, 4);
        });
    bind(host, "consumed", a -> target.consumed(integer(a, 0), integer(a, 1)));
    bind(host, "finished", a -> target.finished(integer(a, 0)));
  }

  private void finishIf(V8Value[] arguments, int index) throws JavetException {
    if (flag(arguments, index)) {
      target.finished(integer(arguments, 0));
    }
  }

  private void bindFetches(V8ValueObject host) throws JavetException {
    bind(
        host,
        "fetch",
        a -> target.fetch(integer(a, 0), text(a, 1), text(a, 2), text(a, 3), flag(a, 4)));
    bind(host, "fetchWrite", a -> target.fetchWrite(integer(a, 0), bytes(a, 1)));
    bind(host, "fetchWriteEnd", a -> target.fetchWriteEnd(integer(a, 0)));
    bind(host, "fetchCancel", a -> target.fetchCancel(integer(a, 0)));
    bind(host, "fetchConsumed", a -> target.fetchConsumed(integer(a, 0), integer(a, 1)));
  }

  private void bindSockets(V8Runtime runtime, V8ValueObject host) throws JavetException {
    bindResult(
        host,
        "socketAccept",
        a -> runtime.createV8ValueBoolean(target.socketAccept(integer(a, 0), text(a, 1))));
    bind(host, "socketStart", a -> target.socketStart(integer(a, 0)));
    bind(
        host,
        "socketSend",
        a -> {
          if (a.length > 1 && a[1] instanceof V8ValueString string) {
            target.socketSend(integer(a, 0), string.getValue());
          } else {
            target.socketSend(integer(a, 0), bytes(a, 1));
          }
        });
    bind(host, "socketClose", a -> target.socketClose(integer(a, 0), integer(a, 1), text(a, 2)));
    bind(host, "socketGiveUp", a -> target.socketGiveUp(integer(a, 0)));
    bindResult(
        host,
        "socketBuffered",
        a -> runtime.createV8ValueDouble(target.socketBuffered(integer(a, 0))));
  }

  private interface Action {
    void call(V8Value[] arguments) throws JavetException;
  }

  private interface Function {
    V8Value call(V8Value[] arguments) throws JavetException;
  }

  private static void bind(V8ValueObject host, String name, Action action) throws JavetException {
    IJavetDirectCallable.NoThisAndNoResult<JavetException> callback =
        arguments -> action.call(arguments == null ? NO_ARGUMENTS : arguments);
    host.bindFunction(
        new JavetCallbackContext(name, JavetCallbackType.DirectCallNoThisAndNoResult, callback));
  }

  private static void bindResult(V8ValueObject host, String name, Function function)
      throws JavetException {
    IJavetDirectCallable.NoThisAndResult<JavetException> callback =
        arguments -> function.call(arguments == null ? NO_ARGUMENTS : arguments);
    host.bindFunction(
        new JavetCallbackContext(name, JavetCallbackType.DirectCallNoThisAndResult, callback));
  }

  private static int integer(V8Value[] arguments, int index) throws JavetException {
    return index < arguments.length ? arguments[index].asInt() : 0;
  }

  private static double number(V8Value[] arguments, int index) throws JavetException {
    return index < arguments.length ? arguments[index].asDouble() : 0;
  }

  private static boolean flag(V8Value[] arguments, int index) throws JavetException {
    return index < arguments.length && arguments[index].asBoolean();
  }

  private static String text(V8Value[] arguments, int index) {
    return index < arguments.length && arguments[index] instanceof V8ValueString string
        ? string.getValue()
        : "";
  }

  private static String failure(V8Value[] arguments) {
    String stack = text(arguments, 3);
    return stack.isEmpty() ? text(arguments, 1) + ": " + text(arguments, 2) : stack;
  }

  private static byte @Nullable [] body(V8Value[] arguments, int index) throws JavetException {
    if (index >= arguments.length || arguments[index].isUndefined()) {
      return null;
    }
    return arguments[index] instanceof V8ValueString string
        ? string.getValue().getBytes(StandardCharsets.UTF_8)
        : bytes(arguments, index);
  }

  private static byte[] bytes(V8Value[] arguments, int index) throws JavetException {
    return index < arguments.length && arguments[index] instanceof V8ValueTypedArray array
        ? array.toBytes()
        : NO_BODY;
  }
}
