// ReadableStream, its readers and controllers: the public side.
let readableOf;
let publicReadable;
let isReadable;
class ReadableStream {
  #s;
  constructor(underlyingSource = undefined, strategy = {}) {
    if (underlyingSource === INTERNAL) {
      this.#s = strategy;
      strategy.object = this;
      return;
    }
    const where = "Failed to construct 'ReadableStream'";
    if (underlyingSource !== undefined && !isObject(underlyingSource)) {
      throw new TypeError(`${where}: The underlying source is not an object.`);
    }
    const chosen = readStrategy(strategy, where);
    const stream = new ReadableState();
    stream.object = this;
    this.#s = stream;
    setUpFromSource(stream, underlyingSource ?? null, chosen, where);
  }
  static from(asyncIterable) {
    need(1, arguments.length, "Failed to execute 'from' on 'ReadableStream'");
    return publicReadable(readableFrom(asyncIterable));
  }
  get locked() { return this.#s.reader !== null; }
  cancel(reason = undefined) {
    let stream;
    try {
      stream = this.#s;
    } catch (error) {
      return promiseReject(error);
    }
    if (stream.reader !== null) return promiseReject(new TypeError("Cannot cancel a locked stream"));
    return readableCancel(stream, reason);
  }
  getReader(options = {}) {
    const stream = this.#s;
    const init = toDictionary(options, "Failed to execute 'getReader' on 'ReadableStream'");
    const mode = init === null ? undefined : init.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (toStr(mode) !== "byob") {
      throw new TypeError(`Failed to execute 'getReader' on 'ReadableStream': '${mode}' is not a valid enum value of type ReadableStreamReaderMode.`);
    }
    stream.disturbed = stream.disturbed;
    return new ReadableStreamBYOBReader(this);
  }
  pipeThrough(transform, options = {}) {
    const where = "Failed to execute 'pipeThrough' on 'ReadableStream'";
    const stream = this.#s;
    need(1, arguments.length, where);
    const pair = toDictionary(transform, where) ?? {};
    const readable = pair.readable;
    if (!isReadable(readable)) throw new TypeError(`${where}: member readable is not of type 'ReadableStream'.`);
    const writable = pair.writable;
    if (!isWritable(writable)) throw new TypeError(`${where}: member writable is not of type 'WritableStream'.`);
    const settings = pipeOptions(options, where);
    if (stream.reader !== null) throw new TypeError(`${where}: the stream is locked`);
    const destination = writableOf(writable);
    if (destination.writer !== null) throw new TypeError(`${where}: the writable side is locked`);
    handled(pipe(stream, destination, settings));
    return readable;
  }
  pipeTo(destination, options = {}) {
    const where = "Failed to execute 'pipeTo' on 'ReadableStream'";
    let stream, settings;
    try {
      stream = this.#s;
      need(1, arguments.length, where);
      if (!isWritable(destination)) throw new TypeError(`${where}: parameter 1 is not of type 'WritableStream'.`);
      settings = pipeOptions(options, where);
    } catch (error) {
      return promiseReject(error);
    }
    if (stream.reader !== null) return promiseReject(new TypeError(`${where}: Cannot pipe a locked stream`));
    const target = writableOf(destination);
    if (target.writer !== null) return promiseReject(new TypeError(`${where}: Cannot pipe to a locked stream`));
    return pipe(stream, target, settings);
  }
  tee() {
    const branches = readableTee(this.#s, false);
    return [publicReadable(branches.first), publicReadable(branches.second)];
  }
  values(options = {}) {
    const stream = this.#s;
    const init = toDictionary(options, "Failed to execute 'values' on 'ReadableStream'");
    const preventCancel = init !== null && !!init.preventCancel;
    return streamIterator(acquireReader(stream, false), preventCancel);
  }
  static {
    isReadable = (value) => isObject(value) && #s in value;
    readableOf = (value) => value.#s;
    publicReadable = (stream) => stream.object ?? new ReadableStream(INTERNAL, stream);
  }
}
ObjectDefineProperty(ReadableStream.prototype, SymbolAsyncIterator,
  { __proto__: null, value: ReadableStream.prototype.values, writable: true, enumerable: false, configurable: true });
expose("ReadableStream", ReadableStream);

function pipeOptions(options, where) {
  const init = toDictionary(options, where) ?? {};
  const preventAbort = !!init.preventAbort;
  const preventCancel = !!init.preventCancel;
  const preventClose = !!init.preventClose;
  const signal = init.signal;
  if (signal !== undefined && !isAbortSignal(signal)) throw new TypeError(`${where}: member signal is not of type 'AbortSignal'.`);
  return { preventAbort, preventCancel, preventClose, signal: signal ?? null };
}

function setUpFromSource(stream, source, strategy, where) {
  let auto, cancel, pull, start, type;
  if (source !== null) {
    auto = source.autoAllocateChunkSize;
    if (auto !== undefined) auto = enforceRange(auto, 0, MAX_SAFE, where);
    cancel = sourceMethod(source, "cancel", where);
    pull = sourceMethod(source, "pull", where);
    start = sourceMethod(source, "start", where);
    type = source.type;
    if (type !== undefined && toStr(type) !== "bytes") {
      throw new TypeError(`${where}: '${type}' is not a valid enum value of type ReadableStreamType.`);
    }
  }
  let controller;
  let object;
  const pullSteps = pull === undefined ? resolvedPromise : () => callForPromise(pull, source, [object]);
  const cancelSteps = cancel === undefined ? resolvedPromise : (reason) => callForPromise(cancel, source, [reason]);
  if (type !== undefined) {
    if (strategy.size !== undefined) throw new RangeError(`${where}: a byte stream takes no size function`);
    const mark = highWaterMarkOf(strategy, 0);
    if (auto === 0) throw new TypeError(`${where}: autoAllocateChunkSize must be greater than 0`);
    controller = new ByteController(stream, pullSteps, cancelSteps, mark, auto, false);
    object = new ReadableByteStreamController(INTERNAL, controller);
  } else {
    const mark = highWaterMarkOf(strategy, 1);
    controller = new DefaultController(stream, pullSteps, cancelSteps, mark, sizeOf(strategy), false);
    object = new ReadableStreamDefaultController(INTERNAL, controller);
  }
  stream.controller = controller;
  const result = start === undefined ? undefined : ReflectApply(start, source, [object]);
  startController(controller, stream, result);
}

class ReadableStreamDefaultController {
  #c;
  constructor(token = undefined, controller = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#c = controller;
  }
  get desiredSize() { return this.#c.desiredSize(); }
  close() {
    if (!this.#c.canEnqueue()) throw new TypeError("Invalid state: the stream cannot be closed");
    this.#c.close();
  }
  enqueue(chunk = undefined) {
    if (!this.#c.canEnqueue()) throw new TypeError("Invalid state: the stream takes no more chunks");
    this.#c.enqueue(chunk);
  }
  error(error = undefined) { this.#c.fail(error); }
}
expose("ReadableStreamDefaultController", ReadableStreamDefaultController);
ObjectDefineProperty(ReadableStreamDefaultController, "length", { __proto__: null, value: 0, configurable: true });

class ReadableByteStreamController {
  #c;
  constructor(token = undefined, controller = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#c = controller;
  }
  get byobRequest() {
    const request = this.#c.byobRequest();
    return request === null ? null : request.object ??= new ReadableStreamBYOBRequest(INTERNAL, request);
  }
  get desiredSize() { return this.#c.desiredSize(); }
  close() {
    const c = this.#c;
    if (c.closeRequested || c.stream.state !== "readable") throw new TypeError("Invalid state: the stream cannot be closed");
    c.close();
  }
  enqueue(chunk) {
    const c = this.#c;
    need(1, arguments.length, "Failed to execute 'enqueue' on 'ReadableByteStreamController'");
    if (!isView(chunk)) throw new TypeError("The chunk is not an ArrayBufferView");
    if (isSharedBuffer(bufferOf(chunk))) throw new TypeError("The chunk's buffer is shared");
    if (byteLengthOf(chunk) === 0) throw new TypeError("The chunk is empty");
    if (bufferByteLength(bufferOf(chunk)) === 0) throw new TypeError("The chunk's buffer is empty");
    if (c.closeRequested || c.stream.state !== "readable") throw new TypeError("Invalid state: the stream takes no more chunks");
    c.enqueue(chunk);
  }
  error(error = undefined) { this.#c.fail(error); }
}
expose("ReadableByteStreamController", ReadableByteStreamController);
ObjectDefineProperty(ReadableByteStreamController, "length", { __proto__: null, value: 0, configurable: true });

class ReadableStreamBYOBRequest {
  #r;
  constructor(token = undefined, request = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#r = request;
  }
  get view() { return this.#r.view; }
  respond(bytesWritten) {
    const r = this.#r;
    need(1, arguments.length, "Failed to execute 'respond' on 'ReadableStreamBYOBRequest'");
    const count = enforceRange(bytesWritten, 0, MAX_SAFE, "Failed to execute 'respond' on 'ReadableStreamBYOBRequest'");
    if (r.controller === null) throw new TypeError("This BYOB request has been invalidated");
    if (!canTransfer(typedBuffer(r.view))) throw new TypeError("The BYOB request's buffer has been detached");
    r.controller.respond(count);
  }
  respondWithNewView(view) {
    const r = this.#r;
    need(1, arguments.length, "Failed to execute 'respondWithNewView' on 'ReadableStreamBYOBRequest'");
    if (!isView(view)) throw new TypeError("The view is not an ArrayBufferView");
    if (r.controller === null) throw new TypeError("This BYOB request has been invalidated");
    if (!canTransfer(bufferOf(view))) throw new TypeError("The view's buffer has been detached");
    r.controller.respondWithNewView(view);
  }
}
expose("ReadableStreamBYOBRequest", ReadableStreamBYOBRequest);
ObjectDefineProperty(ReadableStreamBYOBRequest, "length", { __proto__: null, value: 0, configurable: true });

/** A read request that settles a promise. */
const promiseRequest = (deferred) => ({
  chunk: (value) => deferred.resolve({ value, done: false }),
  close: (value) => deferred.resolve({ value, done: true }),
  error: (reason) => deferred.reject(reason),
});
const noStream = () => new TypeError("The reader is not attached to a stream");

class ReadableStreamDefaultReader {
  #r;
  constructor(stream) {
    need(1, arguments.length, "Failed to construct 'ReadableStreamDefaultReader'");
    if (!isReadable(stream)) {
      throw new TypeError("Failed to construct 'ReadableStreamDefaultReader': parameter 1 is not of type 'ReadableStream'.");
    }
    this.#r = acquireReader(readableOf(stream), false);
  }
  get closed() {
    try {
      return this.#r.closed.promise;
    } catch (error) {
      return promiseReject(error);
    }
  }
  cancel(reason = undefined) {
    try {
      if (this.#r.stream === null) throw noStream();
      return readerCancel(this.#r, reason);
    } catch (error) {
      return promiseReject(error);
    }
  }
  read() {
    try {
      const r = this.#r;
      if (r.stream === null) throw noStream();
      const deferred = promiseDeferred();
      readerRead(r, promiseRequest(deferred));
      return deferred.promise;
    } catch (error) {
      return promiseReject(error);
    }
  }
  releaseLock() {
    if (this.#r.stream !== null) readerRelease(this.#r);
  }
}
expose("ReadableStreamDefaultReader", ReadableStreamDefaultReader);

class ReadableStreamBYOBReader {
  #r;
  constructor(stream) {
    need(1, arguments.length, "Failed to construct 'ReadableStreamBYOBReader'");
    if (!isReadable(stream)) {
      throw new TypeError("Failed to construct 'ReadableStreamBYOBReader': parameter 1 is not of type 'ReadableStream'.");
    }
    const state = readableOf(stream);
    if (state.reader !== null) throw new TypeError("ReadableStream is locked");
    if (!state.controller.bytes) throw new TypeError("Cannot construct a BYOB reader for a stream that is not a byte stream");
    this.#r = acquireReader(state, true);
  }
  get closed() {
    try {
      return this.#r.closed.promise;
    } catch (error) {
      return promiseReject(error);
    }
  }
  cancel(reason = undefined) {
    try {
      if (this.#r.stream === null) throw noStream();
      return readerCancel(this.#r, reason);
    } catch (error) {
      return promiseReject(error);
    }
  }
  read(view, options = {}) {
    try {
      const r = this.#r;
      const where = "Failed to execute 'read' on 'ReadableStreamBYOBReader'";
      need(1, arguments.length, where);
      if (!isView(view)) throw new TypeError(`${where}: parameter 1 is not an ArrayBufferView`);
      if (isSharedBuffer(bufferOf(view))) throw new TypeError(`${where}: the view's buffer is shared`);
      const init = toDictionary(options, where);
      const minimum = init === null || init.min === undefined ? 1 : enforceRange(init.min, 0, MAX_SAFE, where);
      if (byteLengthOf(view) === 0) throw new TypeError(`${where}: the view is empty`);
      if (bufferByteLength(bufferOf(view)) === 0) throw new TypeError(`${where}: the view's buffer is empty`);
      if (bufferDetached(bufferOf(view))) throw new TypeError(`${where}: the view's buffer is detached`);
      if (minimum === 0) throw new TypeError(`${where}: min must be greater than 0`);
      const elements = isTyped(view) ? typedLength(view) : byteLengthOf(view);
      if (minimum > elements) throw new RangeError(`${where}: min is larger than the view`);
      if (r.stream === null) throw noStream();
      const deferred = promiseDeferred();
      const stream = r.stream;
      stream.disturbed = true;
      if (stream.state === "errored") deferred.reject(stream.error);
      else stream.controller.pullInto(view, minimum, promiseRequest(deferred));
      return deferred.promise;
    } catch (error) {
      return promiseReject(error);
    }
  }
  releaseLock() {
    if (this.#r.stream !== null) readerRelease(this.#r);
  }
}
expose("ReadableStreamBYOBReader", ReadableStreamBYOBReader);
