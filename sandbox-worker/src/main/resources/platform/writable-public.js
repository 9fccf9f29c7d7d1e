// WritableStream, its writer and controller: the public side.
let isWritable;
let writableOf;
let publicWritable;
class WritableStream {
  #s;
  constructor(underlyingSink = undefined, strategy = {}) {
    if (underlyingSink === INTERNAL) {
      this.#s = strategy;
      strategy.object = this;
      return;
    }
    const where = "Failed to construct 'WritableStream'";
    if (underlyingSink !== undefined && !isObject(underlyingSink)) throw new TypeError(`${where}: The underlying sink is not an object.`);
    const chosen = readStrategy(strategy, where);
    const sink = underlyingSink ?? null;
    const abort = sourceMethod(sink, "abort", where);
    const close = sourceMethod(sink, "close", where);
    const start = sourceMethod(sink, "start", where);
    const type = sink === null ? undefined : sink.type;
    const write = sourceMethod(sink, "write", where);
    if (type !== undefined) throw new RangeError(`${where}: Invalid type is specified`);
    const stream = new WritableState();
    stream.object = this;
    this.#s = stream;
    const mark = highWaterMarkOf(chosen, 1);
    let object;
    const controller = new WritableController(stream,
      write === undefined ? resolvedPromise : (chunk) => callForPromise(write, sink, [chunk, object]),
      close === undefined ? resolvedPromise : () => callForPromise(close, sink, []),
      abort === undefined ? null : (reason) => callForPromise(abort, sink, [reason]),
      mark, sizeOf(chosen));
    object = new WritableStreamDefaultController(INTERNAL, controller);
    updateBackpressure(stream, controller.desiredSize() <= 0);
    startWritable(controller, start === undefined ? undefined : ReflectApply(start, sink, [object]));
  }
  get locked() { return this.#s.writer !== null; }
  abort(reason = undefined) {
    try {
      if (this.#s.writer !== null) throw new TypeError("Cannot abort a locked stream");
      return writableAbort(this.#s, reason);
    } catch (error) {
      return promiseReject(error);
    }
  }
  close() {
    try {
      const stream = this.#s;
      if (stream.writer !== null) throw new TypeError("Cannot close a locked stream");
      if (closeQueued(stream)) throw new TypeError("Cannot close an already-closing stream");
      return writableClose(stream);
    } catch (error) {
      return promiseReject(error);
    }
  }
  getWriter() {
    this.#s;
    return new WritableStreamDefaultWriter(this);
  }
  static {
    isWritable = (value) => isObject(value) && #s in value;
    writableOf = (value) => value.#s;
    publicWritable = (stream) => stream.object ?? new WritableStream(INTERNAL, stream);
  }
}
expose("WritableStream", WritableStream);

class WritableStreamDefaultController {
  #c;
  constructor(token = undefined, controller = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#c = controller;
  }
  get signal() { return this.#c.abortSignal(); }
  error(error = undefined) {
    const c = this.#c;
    if (c.stream.state === "writable") c.fail(error);
  }
}
expose("WritableStreamDefaultController", WritableStreamDefaultController);
ObjectDefineProperty(WritableStreamDefaultController, "length", { __proto__: null, value: 0, configurable: true });

const noWritable = () => new TypeError("The writer is not attached to a stream");
class WritableStreamDefaultWriter {
  #w;
  constructor(stream) {
    need(1, arguments.length, "Failed to construct 'WritableStreamDefaultWriter'");
    if (!isWritable(stream)) {
      throw new TypeError("Failed to construct 'WritableStreamDefaultWriter': parameter 1 is not of type 'WritableStream'.");
    }
    this.#w = new WriterState(writableOf(stream));
  }
  get closed() {
    try {
      return this.#w.closed.promise;
    } catch (error) {
      return promiseReject(error);
    }
  }
  get desiredSize() {
    if (this.#w.stream === null) throw noWritable();
    return writerDesiredSize(this.#w);
  }
  get ready() {
    try {
      return this.#w.ready.promise;
    } catch (error) {
      return promiseReject(error);
    }
  }
  abort(reason = undefined) {
    try {
      if (this.#w.stream === null) throw noWritable();
      return writableAbort(this.#w.stream, reason);
    } catch (error) {
      return promiseReject(error);
    }
  }
  close() {
    try {
      const stream = this.#w.stream;
      if (stream === null) throw noWritable();
      if (closeQueued(stream)) throw new TypeError("Cannot close an already-closing stream");
      return writableClose(stream);
    } catch (error) {
      return promiseReject(error);
    }
  }
  releaseLock() {
    if (this.#w.stream !== null) writerRelease(this.#w);
  }
  write(chunk = undefined) {
    try {
      if (this.#w.stream === null) throw noWritable();
      return writerWrite(this.#w, chunk);
    } catch (error) {
      return promiseReject(error);
    }
  }
}
expose("WritableStreamDefaultWriter", WritableStreamDefaultWriter);
