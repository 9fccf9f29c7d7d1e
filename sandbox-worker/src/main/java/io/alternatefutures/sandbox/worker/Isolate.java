package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.exceptions.BaseJavetScriptingException;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.exceptions.JavetScriptingError;
import com.caoccao.javet.interop.V8Locker;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8Module;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import com.caoccao.javet.values.reference.V8ValuePromise;
import io.alternatefutures.sandbox.worker.platform.Continuation;
import io.alternatefutures.sandbox.worker.platform.NodeModules;
import io.alternatefutures.sandbox.worker.sourcemap.SourceMap;
import io.alternatefutures.sandbox.worker.websocket.SocketEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A V8 isolate with the platform loaded and, after {@link #startLoading}, a function's module. One
 * thread at a time may use it, holding {@link #lock}; {@link #terminate} may be called by any.
 */
final class Isolate {
  /** Name under which a function's module appears in stack traces. */
  static final String MODULE_NAME = "function.js";

  /** Part of a module's text when it needs V8's continuation-preserved data. */
  private static final String CONTINUATIONS = "async_hooks";

  private static final long WASM_PAGE_BYTES = 64 * 1024;

  private final V8Runtime runtime;
  private final HostFunctions host;
  private final NodeModules nodeModules;
  private final CodeCache codes;
  private final PlatformFunctions platform;

  /** Others than the running thread read under it, so that none meets a closed runtime. */
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

  private boolean closed;
  private long mostBytes = Long.MAX_VALUE;

  /** Memory of WebAssembly as it was counted last, which V8's own count leaves out. */
  private volatile long wasmBytes;

  private volatile Runnable nearLimit = () -> {};
  private byte @Nullable [] compiled;
  private @Nullable V8Module module;
  private @Nullable V8ValuePromise evaluation;
  private @Nullable String program;

  private Isolate(
      V8Runtime runtime,
      HostFunctions host,
      NodeModules nodeModules,
      CodeCache codes,
      V8ValueObject entry)
      throws JavetException {
    this.runtime = runtime;
    this.host = host;
    this.nodeModules = nodeModules;
    this.codes = codes;
    this.platform = new PlatformFunctions(entry);
  }

  /** Makes a V8 runtime with the platform in it ready for a function. */
  static Isolate create(
      V8Runtime runtime, HostFunctions host, NodeModules nodeModules, CodeCache codes)
      throws JavetException {
    runtime.setLogger(new SilentLogger());
    try (V8Locker _ = runtime.getV8Locker()) {
      try (V8ValueObject global = runtime.getGlobalObject();
          V8ValueFunction bind = global.get("__bind");
          V8ValueObject hostObject = runtime.createV8ValueObject()) {
        host.bind(runtime, hostObject);
        try (V8ValueObject entry = bind.call(null, new V8Value[] {hostObject})) {
          Isolate isolate = new Isolate(runtime, host, nodeModules, codes, entry);
          V8ValueFunction nodeNamespace = entry.get("nodeNamespace");
          runtime.setV8ModuleResolver(
              (self, name, referrer) -> nodeModules.resolve(self, nodeNamespace, name));
          runtime.setPromiseRejectCallback(
              (event, promise, value) -> isolate.onReject(event.getCode(), promise, value));
          runtime.setNearHeapLimitCallback((current, initial) -> isolate.onNearLimit(current));
          entry.invokeVoid("rehearse");
          return isolate;
        }
      }
    } catch (JavetException | RuntimeException failure) {
      runtime.close();
      throw failure;
    }
  }

  private long onNearLimit(long current) {
    nearLimit.run();
    runtime.terminateExecution();
    // Room for V8 to unwind in; the isolate is disposed of right after.
    return current * 2;
  }

  /**
   * Gives it to a function.
   *
   * @param function what its script asks for things
   * @param whenNearLimit told when the heap is nearly full; execution is then being terminated
   */
  void attach(HostFunctions.Target function, Runnable whenNearLimit) {
    host.attach(function);
    nearLimit = whenNearLimit;
  }

  private void onReject(int event, V8ValuePromise promise, V8Value value) {
    try {
      platform.rejected.callVoid(
          null, new V8Value[] {runtime.createV8ValueInteger(event), promise, value});
    } catch (JavetException terminated) {
      // Only termination ends up here, and whoever terminated deals with it.
      return;
    }
  }

  V8Locker lock() throws JavetException {
    return runtime.getV8Locker();
  }

  /** How positions in the code become those of its sources. */
  static SourceMap sourceMap(byte[] code) {
    return isProgram(code)
        ? SourceMap.NONE
        : SourceMap.of(new String(code, StandardCharsets.UTF_8), MODULE_NAME);
  }

  /**
   * Compiles the code and, when it is a module, starts to evaluate it.
   *
   * @param env the deployment's values, a JSON object
   * @param megabytes what it may occupy
   * @throws ModuleFailure when it imports what is not there
   */
  void startLoading(byte[] code, String env, int megabytes) throws JavetException, ModuleFailure {
    mostBytes = megabytes * 1024L * 1024;
    platform.configure.callVoid(
        null,
        new V8Value[] {runtime.createV8ValueString(env), runtime.createV8ValueInteger(megabytes)});
    if (isProgram(code)) {
      loadProgram(code);
    } else {
      loadModule(code);
    }
  }

  private void loadModule(byte[] code) throws JavetException, ModuleFailure {
    String source = new String(code, StandardCharsets.UTF_8);
    if (source.contains(CONTINUATIONS)) {
      Continuation.find(runtime, platform.adoptContinuation);
    }
    byte[] known = codes.get(code);
    compiled = known == null ? code : null;
    V8Module made =
        (known == null ? runtime.getExecutor(source) : runtime.getExecutor(source, known))
            .setResourceName(MODULE_NAME)
            .setModule(true)
            .compileV8Module();
    module = made;
    try {
      if (!made.instantiate()) {
        throw new IllegalStateException("the module could not be linked");
      }
    } catch (BaseJavetScriptingException thrown) {
      throw ModuleFailure.of(thrown.getScriptingError(), nodeModules);
    }
    V8Value result = made.evaluate(true);
    if (result instanceof V8ValuePromise promise) {
      evaluation = promise;
    }
  }

  /** Whether code is WebAssembly, by its first bytes. */
  private static boolean isProgram(byte[] code) {
    return code.length > 4 && code[0] == 0 && code[1] == 'a' && code[2] == 's' && code[3] == 'm';
  }

  /** Compiles WebAssembly, which then answers requests as a command of WASI. */
  private void loadProgram(byte[] code) throws JavetException {
    try (V8ValueArrayBuffer buffer = runtime.createV8ValueArrayBuffer(code.length)) {
      buffer.fromBytes(code);
      program = platform.loadProgram.callString(null, buffer);
    }
  }

  /** Whether the module's top-level await is still waiting. */
  boolean loading() throws JavetException {
    V8ValuePromise promise = evaluation;
    return promise != null && promise.isPending();
  }

  /**
   * Finds the handler of the evaluated module.
   *
   * @return {@code fetch}, {@code function}, {@code main} or {@code command}
   * @throws ModuleFailure when the module threw, or has no handler
   */
  String finishLoading(int timers) throws JavetException, ModuleFailure {
    if (program != null) {
      return program;
    }
    V8ValuePromise promise = evaluation;
    V8Module evaluated = module;
    if (promise == null || evaluated == null) {
      throw new IllegalStateException("no module was evaluated");
    }
    if (promise.isRejected()) {
      try (V8Value reason = promise.getResult()) {
        throw ModuleFailure.of(reason);
      }
    }
    try (V8Value namespace = evaluated.getNamespace();
        V8Value handler =
            platform.load.call(
                null, new V8Value[] {namespace, runtime.createV8ValueInteger(timers)})) {
      return handler.toString();
    } catch (BaseJavetScriptingException thrown) {
      throw ModuleFailure.of(thrown.getScriptingError());
    }
  }

  void dispatch(Invocation invocation) throws JavetException {
    platform.dispatch.callVoid(
        null,
        new V8Value[] {
          runtime.createV8ValueInteger(invocation.id),
          runtime.createV8ValueString(invocation.head().method()),
          runtime.createV8ValueString(invocation.head().url()),
          runtime.createV8ValueString(invocation.head().headers()),
          runtime.createV8ValueBoolean(invocation.head().hasBody())
        });
  }

  void bodyChunk(int id, byte[] bytes) throws JavetException {
    callWithBytes(platform.bodyChunk, id, bytes);
  }

  void bodyEnd(int id) throws JavetException {
    call(platform.bodyEnd, id);
  }

  void credit(int id, int bytes) throws JavetException {
    call(platform.credit, id, bytes);
  }

  void cancel(int id) throws JavetException {
    call(platform.cancel, id);
  }

  void fetchHead(int fetchId, int status, String headers) throws JavetException {
    platform.fetchHead.callVoid(
        null,
        new V8Value[] {
          runtime.createV8ValueInteger(fetchId),
          runtime.createV8ValueInteger(status),
          runtime.createV8ValueString(""),
          runtime.createV8ValueString(headers)
        });
  }

  void fetchChunk(int fetchId, byte[] bytes) throws JavetException {
    callWithBytes(platform.fetchChunk, fetchId, bytes);
  }

  void fetchEnd(int fetchId) throws JavetException {
    call(platform.fetchEnd, fetchId);
  }

  void fetchError(int fetchId, String message) throws JavetException {
    platform.fetchError.callVoid(
        null,
        new V8Value[] {
          runtime.createV8ValueInteger(fetchId), runtime.createV8ValueString(message)
        });
  }

  void fetchCredit(int fetchId, int bytes) throws JavetException {
    call(platform.fetchCredit, fetchId, bytes);
  }

  void socketText(int socketId, String text) throws JavetException {
    platform.socketMessage.callVoid(
        null,
        new V8Value[] {runtime.createV8ValueInteger(socketId), runtime.createV8ValueString(text)});
  }

  void socketBytes(int socketId, byte[] bytes) throws JavetException {
    callWithBytes(platform.socketMessage, socketId, bytes);
  }

  void socketClosing(int socketId) throws JavetException {
    call(platform.socketClosing, socketId);
  }

  void socketClosed(int socketId, SocketEvent.Closed event) throws JavetException {
    String failure = event.failure();
    platform.socketClosed.callVoid(
        null,
        new V8Value[] {
          runtime.createV8ValueInteger(socketId),
          runtime.createV8ValueInteger(event.code()),
          runtime.createV8ValueString(event.reason()),
          runtime.createV8ValueBoolean(event.clean()),
          runtime.createV8ValueString(failure == null ? "" : failure)
        });
  }

  /** The function is no longer served: connections that are kept open should end. */
  void retire() throws JavetException {
    call(platform.retire);
  }

  /** Forgets a request whose work goes on for too long, along with its timers. */
  void expire(int id) throws JavetException {
    call(platform.expire, id);
  }

  void runTimers() throws JavetException {
    call(platform.runTimers);
  }

  /** Stops whatever script runs, soon; every later call fails too. Any thread may call it. */
  void terminate() {
    whileOpen(runtime::terminateExecution);
  }

  /** Counts the memories of WebAssembly; on the thread that holds the lock. */
  void countWasm() throws JavetException {
    wasmBytes = platform.countWasm.callInteger(null) * WASM_PAGE_BYTES;
    if (wasmBytes > mostBytes) {
      // V8 does not know how much there is to gain.
      runtime.lowMemoryNotification();
      wasmBytes = platform.countWasm.callInteger(null) * WASM_PAGE_BYTES;
    }
  }

  /**
   * Tells how many bytes of heap and buffers the isolate has. On the thread that holds the lock it
   * is told at once; for another thread V8 interrupts the running script to tell, and when none
   * runs just then, that thread waits for the lock.
   */
  void measure(LongConsumer bytes) {
    whileOpen(() ->
        runtime
            .getV8HeapStatistics()
            .thenAccept(heap ->
                bytes.accept(heap.getUsedHeapSize() + heap.getExternalMemory() + wasmBytes)));
  }

  private void whileOpen(Runnable action) {
    life.readLock().lock();
    try {
      if (!closed) {
        action.run();
      }
    } finally {
      life.readLock().unlock();
    }
  }

  /**
   * Frees the isolate. The lock must not be held.
   *
   * @param sound whether what V8 made of the module is good for the next time it is loaded
   */
  void close(boolean sound) throws JavetException {
    V8Module made = module;
    byte[] source = compiled;
    if (sound && made != null && source != null) {
      try (V8Locker _ = lock()) {
        codes.put(source, made.getCachedData());
      }
    }
    life.writeLock().lock();
    try {
      closed = true;
    } finally {
      life.writeLock().unlock();
    }
    runtime.close();
  }

  private void call(V8ValueFunction function, int... arguments) throws JavetException {
    V8Value[] values = new V8Value[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      values[i] = runtime.createV8ValueInteger(arguments[i]);
    }
    function.callVoid(null, values);
  }

  private void callWithBytes(V8ValueFunction function, int id, byte[] bytes) throws JavetException {
    try (V8ValueArrayBuffer buffer = runtime.createV8ValueArrayBuffer(bytes.length)) {
      ByteBuffer view = buffer.getByteBuffer();
      if (view != null) {
        view.put(0, bytes);
      }
      function.callVoid(null, new V8Value[] {runtime.createV8ValueInteger(id), buffer});
    }
  }

  /** A module that cannot be used, with the position of the fault where there is one. */
  static final class ModuleFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    private ModuleFailure(String message, int line, int column) {
      super(message);
      this.line = line;
      this.column = column;
    }

    static ModuleFailure of(JavetScriptingError error, NodeModules nodeModules) {
      ModuleFailure plain = of(error);
      return new ModuleFailure(
          nodeModules.explained(String.valueOf(plain.getMessage())), plain.line, plain.column);
    }

    static ModuleFailure of(JavetScriptingError error) {
      boolean inModule = MODULE_NAME.equals(error.getResourceName());
      return new ModuleFailure(
          String.valueOf(error.getDetailedMessage()),
          inModule ? error.getLineNumber() : 0,
          inModule ? error.getStartColumn() + 1 : 0);
    }

    static ModuleFailure of(V8Value reason) throws JavetException {
      if (!(reason instanceof V8ValueObject object)) {
        return new ModuleFailure(reason.toString(), 0, 0);
      }
      String stack = object.getString("stack");
      String text = stack == null ? object.toString() : stack;
      int[] position = StackPosition.find(text);
      return new ModuleFailure(text, position[0], position[1]);
    }

    int line() {
      return line;
    }

    int column() {
      return column;
    }
  }
}
