package io.alternatefutures.sandbox.worker.platform;

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
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The host side of an isolate under test: writes down what script asks of it. */
final class TestHost {
  /** Takes a {@code fetch()}; answers through {@link TestIsolate}. */
  interface FetchHandler {
    void fetch(int fetchId, String method, String url, String headers, boolean hasBody)
        throws JavetException;

    default void write(int fetchId, byte[] bytes) {}

    default void end(int fetchId) {}

    default void cancel(int fetchId) {}
  }

  /** Calls in order, each as its name and arguments joined by a space; line feeds shown as "|". */
  final List<String> calls = new ArrayList<>();

  final List<String> logs = new ArrayList<>();

  /** Files of node: modules that were compiled. */
  final List<String> compiled = new ArrayList<>();

  FetchHandler onFetch = (fetchId, method, url, headers, hasBody) -> {};
  double timerDelay = -1;
  boolean quiet;
  static final NodeModules NODE_MODULES = NodeModules.load();
  private final HostOps ops = new HostOps(new CacheStore(InstantSource.system()), () -> false);
  private final SecureRandom random = new SecureRandom();
  private final long start = System.nanoTime();

  void bind(V8Runtime runtime, V8ValueObject host) throws JavetException {
    for (String name :
        List.of(
            "respond",
            "write",
            "end",
            "abort",
            "fail",
            "consumed",
            "finished",
            "fetchConsumed",
            "socketStart",
            "socketSend",
            "socketClose",
            "socketGiveUp")) {
      bind(host, name, arguments -> record(runtime, name, arguments));
    }
    bind(
        host,
        "fetch",
        a -> {
          record(runtime, "fetch", a);
          onFetch.fetch(
              a[0].asInt(), a[1].toString(), a[2].toString(), a[3].toString(), a[4].asBoolean());
          return runtime.createV8ValueUndefined();
        });
    bind(
        host,
        "fetchWrite",
        a -> {
          onFetch.write(a[0].asInt(), ((V8ValueTypedArray) a[1]).toBytes());
          return record(runtime, "fetchWrite", a);
        });
    bind(
        host,
        "fetchWriteEnd",
        a -> {
          onFetch.end(a[0].asInt());
          return record(runtime, "fetchWriteEnd", a);
        });
    bind(
        host,
        "fetchCancel",
        a -> {
          onFetch.cancel(a[0].asInt());
          return record(runtime, "fetchCancel", a);
        });
    bind(
        host,
        "socketAccept",
        a -> {
          record(runtime, "socketAccept", a);
          return runtime.createV8ValueBoolean(true);
        });
    bind(host, "socketBuffered", a -> runtime.createV8ValueDouble(0));
    bind(
        host,
        "log",
        a -> {
          logs.add(a[1] + " " + a[2]);
          return runtime.createV8ValueUndefined();
        });
    bind(
        host,
        "timer",
        a -> {
          timerDelay = a[0].asDouble();
          return runtime.createV8ValueUndefined();
        });
    bind(host, "now", a -> runtime.createV8ValueDouble(now()));
    bind(
        host,
        "random",
        a -> {
          byte[] bytes = new byte[a[0].asInt()];
          random.nextBytes(bytes);
          V8ValueArrayBuffer buffer = runtime.createV8ValueArrayBuffer(bytes.length);
          buffer.fromBytes(bytes);
          return buffer;
        });
    bind(host, "op", a -> ops.call(runtime, a));
    bind(
        host,
        "nodeFile",
        a -> {
          compiled.add(a[0].toString());
          return NODE_MODULES.file(runtime, a[0].toString());
        });
    bind(
        host, "isNodeModule", a -> runtime.createV8ValueBoolean(NODE_MODULES.has(a[0].toString())));
  }

  private double now() {
    return 1_700_000_000_000.0 + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start) / 1000.0;
  }

  private V8Value record(V8Runtime runtime, String name, V8Value... arguments)
      throws JavetException {
    if (quiet) {
      return runtime.createV8ValueUndefined();
    }
    StringBuilder text = new StringBuilder(name);
    for (V8Value argument : arguments) {
      text.append(' ').append(show(argument));
    }
    calls.add(text.toString().replace('\n', '|'));
    return runtime.createV8ValueUndefined();
  }

  private static String show(V8Value value) throws JavetException {
    if (value instanceof V8ValueTypedArray array) {
      return "<" + new String(array.toBytes(), StandardCharsets.UTF_8) + ">";
    }
    if (value instanceof V8ValueString string) {
      return '"' + string.getValue() + '"';
    }
    return value.toString();
  }

  private interface Function {
    V8Value call(V8Value... arguments) throws JavetException;
  }

  private static void bind(V8ValueObject host, String name, Function function)
      throws JavetException {
    IJavetDirectCallable.NoThisAndResult<JavetException> callback = function::call;
    host.bindFunction(
        new JavetCallbackContext(name, JavetCallbackType.DirectCallNoThisAndResult, callback));
  }
}
