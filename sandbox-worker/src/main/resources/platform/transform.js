// Transform streams (https://streams.spec.whatwg.org/#ts).
class TransformState {
  constructor() {
    this.readable = null;
    this.writable = null;
    this.backpressure = undefined;
    this.backpressureChange = null;
    this.transform = null;
    this.flush = null;
    this.cancel = null;
    this.finish = null;
    this.object = null;
  }
}
/** Sets up both sides; transform(chunk), flush() and cancel(reason) return promises. */
function setUpTransform(t, startPromise, writableMark, writableSize, readableMark, readableSize) {
  t.writable = newWritable((chunk) => transformWrite(t, chunk), () => transformClose(t),
    (reason) => transformAbort(t, reason), writableMark, writableSize, startPromise);
  t.readable = newReadable(() => {
    setTransformBackpressure(t, false);
    return t.backpressureChange.promise;
  }, (reason) => transformCancel(t, reason), readableMark, readableSize, startPromise);
  setTransformBackpressure(t, true);
}
function setTransformBackpressure(t, backpressure) {
  if (t.backpressureChange !== null) t.backpressureChange.resolve(undefined);
  t.backpressureChange = promiseDeferred();
  t.backpressure = backpressure;
}
function transformError(t, error) {
  t.readable.controller.fail(error);
  transformErrorWritable(t, error);
}
function transformErrorWritable(t, error) {
  clearTransform(t);
  t.writable.controller.errorIfNeeded(error);
  unblockWrite(t);
}
function unblockWrite(t) {
  if (t.backpressure) setTransformBackpressure(t, false);
}
function clearTransform(t) {
  t.transform = t.flush = t.cancel = null;
}
function transformEnqueue(t, chunk) {
  const controller = t.readable.controller;
  if (!controller.canEnqueue()) throw new TypeError("The readable side takes no more chunks");
  try {
    controller.enqueue(chunk);
  } catch (error) {
    transformErrorWritable(t, error);
    throw t.readable.error;
  }
  const backpressure = !controller.shouldPull();
  if (backpressure !== t.backpressure) setTransformBackpressure(t, true);
}
function transformTerminate(t) {
  t.readable.controller.close();
  transformErrorWritable(t, new TypeError("The transform stream was terminated"));
}
function performTransform(t, chunk) {
  if (t.transform === null) return resolvedPromise();
  return promiseThen(t.transform(chunk), undefined, (error) => {
    transformError(t, error);
    throw error;
  });
}
function transformWrite(t, chunk) {
  if (!t.backpressure) return performTransform(t, chunk);
  return promiseThen(t.backpressureChange.promise, () => {
    if (t.writable.state === "erroring") throw t.writable.error;
    return performTransform(t, chunk);
  });
}
function transformAbort(t, reason) {
  if (t.finish !== null) return t.finish.promise;
  t.finish = promiseDeferred();
  const result = t.cancel === null ? resolvedPromise() : t.cancel(reason);
  clearTransform(t);
  then(result, () => {
    if (t.readable.state === "errored") {
      t.finish.reject(t.readable.error);
    } else {
      t.readable.controller.fail(reason);
      t.finish.resolve(undefined);
    }
  }, (error) => {
    t.readable.controller.fail(error);
    t.finish.reject(error);
  });
  return t.finish.promise;
}
function transformClose(t) {
  if (t.finish !== null) return t.finish.promise;
  t.finish = promiseDeferred();
  const result = t.flush === null ? resolvedPromise() : t.flush();
  clearTransform(t);
  then(result, () => {
    if (t.readable.state === "errored") {
      t.finish.reject(t.readable.error);
    } else {
      t.readable.controller.close();
      t.finish.resolve(undefined);
    }
  }, (error) => {
    t.readable.controller.fail(error);
    t.finish.reject(error);
  });
  return t.finish.promise;
}
function transformCancel(t, reason) {
  if (t.finish !== null) return t.finish.promise;
  t.finish = promiseDeferred();
  const result = t.cancel === null ? resolvedPromise() : t.cancel(reason);
  clearTransform(t);
  then(result, () => {
    if (t.writable.state === "errored") {
      t.finish.reject(t.writable.error);
    } else {
      t.writable.controller.errorIfNeeded(reason);
      unblockWrite(t);
      t.finish.resolve(undefined);
    }
  }, (error) => {
    t.writable.controller.errorIfNeeded(error);
    unblockWrite(t);
    t.finish.reject(error);
  });
  return t.finish.promise;
}
/** A transform of the platform: functions may throw and return nothing. */
function newTransform(transform, flush) {
  const t = new TransformState();
  const promised = (work) => (chunk) => {
    try {
      work(t, chunk);
      return resolvedPromise();
    } catch (error) {
      return promiseReject(error);
    }
  };
  t.transform = promised(transform);
  t.flush = flush === undefined ? null : promised(flush);
  setUpTransform(t, resolvedPromise(), 1, null, 0, null);
  return t;
}

let transformState;
let publicTransform;
class TransformStream {
  #t;
  constructor(transformer = undefined, writableStrategy = {}, readableStrategy = {}) {
    if (transformer === INTERNAL) {
      this.#t = writableStrategy;
      return;
    }
    const where = "Failed to construct 'TransformStream'";
    if (transformer !== undefined && !isObject(transformer)) throw new TypeError(`${where}: The transformer is not an object.`);
    const writing = readStrategy(writableStrategy, where);
    const reading = readStrategy(readableStrategy, where);
    const source = transformer ?? null;
    const cancel = sourceMethod(source, "cancel", where);
    const flush = sourceMethod(source, "flush", where);
    const readableType = source === null ? undefined : source.readableType;
    const start = sourceMethod(source, "start", where);
    const transform = sourceMethod(source, "transform", where);
    const writableType = source === null ? undefined : source.writableType;
    if (readableType !== undefined) throw new RangeError(`${where}: Invalid readableType was specified`);
    if (writableType !== undefined) throw new RangeError(`${where}: Invalid writableType was specified`);
    const readableMark = highWaterMarkOf(reading, 0);
    const writableMark = highWaterMarkOf(writing, 1);
    const started = promiseDeferred();
    const t = new TransformState();
    this.#t = t;
    setUpTransform(t, started.promise, writableMark, sizeOf(writing), readableMark, sizeOf(reading));
    const controller = new TransformStreamDefaultController(INTERNAL, t);
    t.transform = transform === undefined ? (chunk) => {
      try {
        transformEnqueue(t, chunk);
        return resolvedPromise();
      } catch (error) {
        return promiseReject(error);
      }
    } : (chunk) => callForPromise(transform, source, [chunk, controller]);
    if (flush !== undefined) t.flush = () => callForPromise(flush, source, [controller]);
    if (cancel !== undefined) t.cancel = (reason) => callForPromise(cancel, source, [reason]);
    started.resolve(start === undefined ? undefined : ReflectApply(start, source, [controller]));
  }
  get readable() { return publicReadable(this.#t.readable); }
  get writable() { return publicWritable(this.#t.writable); }
  static {
    transformState = (value) => (isObject(value) && #t in value ? value.#t : undefined);
    publicTransform = (state) => new TransformStream(INTERNAL, state);
  }
}
expose("TransformStream", TransformStream);

class TransformStreamDefaultController {
  #t;
  constructor(token = undefined, t = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#t = t;
  }
  get desiredSize() { return this.#t.readable.controller.desiredSize(); }
  enqueue(chunk = undefined) { transformEnqueue(this.#t, chunk); }
  error(reason = undefined) { transformError(this.#t, reason); }
  terminate() { transformTerminate(this.#t); }
}
expose("TransformStreamDefaultController", TransformStreamDefaultController);
ObjectDefineProperty(TransformStreamDefaultController, "length", { __proto__: null, value: 0, configurable: true });
