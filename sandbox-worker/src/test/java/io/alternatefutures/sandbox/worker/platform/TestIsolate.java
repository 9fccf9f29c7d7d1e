package io.alternatefutures.sandbox.worker.platform;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8Module;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** An isolate with the platform, driven by a test on one thread. */
final class TestIsolate implements AutoCloseable {
  private static final String SCRIPT = PlatformSource.script();

  private static final int MAX_TIMER_TURNS = 2_000_000;

  final TestHost host = new TestHost();
  final V8Runtime runtime;
  final V8ValueObject entry;

  TestIsolate() throws JavetException {
    runtime = Engine.host().createV8Runtime();
    runtime.getExecutor(SCRIPT).setResourceName("platform.js").executeVoid();
    try (V8ValueObject global = runtime.getGlobalObject();
        V8ValueFunction bind = global.get("__bind");
        V8ValueObject hostObject = runtime.createV8ValueObject()) {
      host.bind(runtime, hostObject);
      entry = bind.call(null, new V8Value[] {hostObject});
    }
    V8ValueFunction nodeNamespace = entry.get("nodeNamespace");
    runtime.setV8ModuleResolver(
        (self, name, referrer) -> TestHost.NODE_MODULES.resolve(self, nodeNamespace, name));
    V8ValueFunction rejected = entry.get("rejected");
    runtime.setPromiseRejectCallback((event, promise, value) -> {
      try {
        rejected.callVoid(
            null, new V8Value[] {runtime.createV8ValueInteger(event.getCode()), promise, value});
      } catch (JavetException failure) {
        throw new IllegalStateException(failure);
      }
    });
  }

  /** Evaluates a function's module; answers the kind of handler. */
  String load(String source) throws JavetException {
    call("configure", "{\"GREETING\":\"hi\"}");
    V8Module module =
        runtime
            .getExecutor(source)
            .setResourceName("function.js")
            .setModule(true)
            .compileV8Module();
    module.instantiate();
    module.evaluate(true).close();
    try (V8Value namespace = module.getNamespace()) {
      return call("load", namespace);
    }
  }

  /** Calls a function of the entry; byte arrays cross as ArrayBuffers. */
  String call(String name, Object... arguments) throws JavetException {
    V8Value[] values = new V8Value[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      values[i] =
          switch (arguments[i]) {
            case V8Value value -> value;
            case Integer number -> runtime.createV8ValueInteger(number);
            case Boolean flag -> runtime.createV8ValueBoolean(flag);
            case byte[] bytes -> buffer(bytes);
            default -> runtime.createV8ValueString(arguments[i].toString());
          };
    }
    try (V8ValueFunction function = entry.get(name);
        V8Value result = function.call(null, values)) {
      return result.toString();
    }
  }

  private V8ValueArrayBuffer buffer(byte[] bytes) throws JavetException {
    V8ValueArrayBuffer buffer = runtime.createV8ValueArrayBuffer(bytes.length);
    buffer.fromBytes(bytes);
    return buffer;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Runs a classic script and answers its value as text. */
  String run(String source) throws JavetException {
    try (V8Value result = runtime.getExecutor(source).setResourceName("test.js").execute()) {
      return result.toString();
    }
  }

  /** Runs an async function's body, and timers until it is done; answers its result as text. */
  String runAsync(String body) throws JavetException {
    run(
        "globalThis.__result = undefined; (async () => {"
            + body
            + "\n"
            + "})().then(v => { __result = 'ok ' + v }, e => { __result = 'failed ' + (e && e.stack"
            + " || e) })");
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (run("__result === undefined").equals("true")) {
      if (System.nanoTime() > deadline || host.timerDelay < 0) {
        return "pending";
      }
      turn();
    }
    return run("__result").replaceFirst("^ok ", "");
  }

  /** Waits for the next timer and runs it. */
  void turn() throws JavetException {
    if (host.timerDelay > 0) {
      LockSupport.parkNanos((long) (host.timerDelay * 1e6));
    }
    host.timerDelay = -1;
    call("runTimers");
  }

  /** Runs timers until there are none, or the deadline has passed. */
  void runUntilIdle(long millis) throws JavetException {
    long deadline = System.nanoTime() + millis * 1_000_000L;
    for (int i = 0; i < MAX_TIMER_TURNS && host.timerDelay >= 0; i++) {
      if (System.nanoTime() > deadline) {
        return;
      }
      turn();
    }
  }

  @Override
  public void close() throws JavetException {
    entry.close();
    runtime.close();
  }
}
