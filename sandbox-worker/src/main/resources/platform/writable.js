// Writable streams: abstract operations and public classes (https://streams.spec.whatwg.org/#ws).
class WritableState {
  constructor() {
    this.state = "writable";
    this.error = undefined;
    this.writer = null;
    this.controller = null;
    this.writes = new Fifo();
    this.writeInFlight = null;
    this.closeRequest = null;
    this.closeInFlight = null;
    this.abortRequest = null;
    this.backpressure = false;
    this.object = null;
  }
}
class WriterState {
  constructor(stream) {
    if (stream.writer !== null) throw new TypeError("WritableStream is locked");
    this.stream = stream;
    stream.writer = this;
    this.ready = new Settling();
    this.closed = new Settling();
    if (stream.state === "writable") {
      if (closeQueued(stream) || !stream.backpressure) this.ready.resolve(undefined);
    } else if (stream.state === "erroring") {
      rejectHandled(this.ready, stream.error);
    } else if (stream.state === "closed") {
      this.ready.resolve(undefined);
      this.closed.resolve(undefined);
    } else {
      rejectHandled(this.ready, stream.error);
      rejectHandled(this.closed, stream.error);
    }
  }
}
/** A promise with its functions that knows whether it was settled. */
class Settling {
  constructor() {
    const { promise, resolve, reject } = promiseDeferred();
    this.promise = promise;
    this.resolveWith = resolve;
    this.rejectWith = reject;
    this.settled = false;
  }
  resolve(value) {
    this.settled = true;
    this.resolveWith(value);
  }
  reject(error) {
    this.settled = true;
    this.rejectWith(error);
  }
}
function rejectHandled(deferred, error) {
  deferred.reject(error);
  handled(deferred.promise);
}
const rejectedDeferred = (error) => {
  const deferred = new Settling();
  rejectHandled(deferred, error);
  return deferred;
};
const closeQueued = (stream) => stream.closeRequest !== null || stream.closeInFlight !== null;

function writableAbort(stream, reason) {
  if (stream.state === "closed" || stream.state === "errored") return resolvedPromise();
  signalAbort(stream.controller.abortSignal(), reason);
  if (stream.state === "closed" || stream.state === "errored") return resolvedPromise();
  if (stream.abortRequest !== null) return stream.abortRequest.deferred.promise;
  const already = stream.state === "erroring";
  const deferred = promiseDeferred();
  stream.abortRequest = { deferred, reason: already ? undefined : reason, already };
  if (!already) startErroring(stream, reason);
  return deferred.promise;
}
function writableClose(stream) {
  if (stream.state === "closed" || stream.state === "errored") {
    return promiseReject(new TypeError(`The stream (in ${stream.state} state) is not in the writable state and cannot be closed`));
  }
  const deferred = promiseDeferred();
  stream.closeRequest = deferred;
  const writer = stream.writer;
  if (writer !== null && stream.backpressure && stream.state === "writable") writer.ready.resolve(undefined);
  stream.controller.close();
  return deferred.promise;
}
function dealWithRejection(stream, error) {
  if (stream.state === "writable") startErroring(stream, error);
  else finishErroring(stream);
}
function startErroring(stream, reason) {
  stream.state = "erroring";
  stream.error = reason;
  if (stream.writer !== null) ensureReadyRejected(stream.writer, reason);
  if (stream.writeInFlight === null && stream.closeInFlight === null && stream.controller.started) finishErroring(stream);
}
function ensureReadyRejected(writer, error) {
  if (writer.ready.settled) writer.ready = rejectedDeferred(error);
  else rejectHandled(writer.ready, error);
}
function finishErroring(stream) {
  stream.state = "errored";
  resetQueue(stream.controller);
  const error = stream.error;
  const writes = stream.writes;
  stream.writes = new Fifo();
  while (fifoLength(writes) > 0) fifoShift(writes).reject(error);
  const request = stream.abortRequest;
  if (request === null) return rejectCloseAndClosed(stream);
  stream.abortRequest = null;
  if (request.already) {
    request.deferred.reject(error);
    return rejectCloseAndClosed(stream);
  }
  then(stream.controller.abortSteps(request.reason), () => {
    request.deferred.resolve(undefined);
    rejectCloseAndClosed(stream);
  }, (reason) => {
    request.deferred.reject(reason);
    rejectCloseAndClosed(stream);
  });
}
function rejectCloseAndClosed(stream) {
  if (stream.closeRequest !== null) {
    stream.closeRequest.reject(stream.error);
    stream.closeRequest = null;
  }
  if (stream.writer !== null) rejectHandled(stream.writer.closed, stream.error);
}
function finishClose(stream) {
  stream.closeInFlight.resolve(undefined);
  stream.closeInFlight = null;
  if (stream.state === "erroring") {
    stream.error = undefined;
    if (stream.abortRequest !== null) {
      stream.abortRequest.deferred.resolve(undefined);
      stream.abortRequest = null;
    }
  }
  stream.state = "closed";
  if (stream.writer !== null) stream.writer.closed.resolve(undefined);
}
function finishCloseWithError(stream, error) {
  stream.closeInFlight.reject(error);
  stream.closeInFlight = null;
  if (stream.abortRequest !== null) {
    stream.abortRequest.deferred.reject(error);
    stream.abortRequest = null;
  }
  dealWithRejection(stream, error);
}
function updateBackpressure(stream, backpressure) {
  const writer = stream.writer;
  if (writer !== null && backpressure !== stream.backpressure) {
    if (backpressure) writer.ready = new Settling();
    else writer.ready.resolve(undefined);
  }
  stream.backpressure = backpressure;
}
class WritableController {
  constructor(stream, write, close, abort, highWaterMark, size) {
    this.stream = stream;
    this.write = write;
    this.closeSink = close;
    this.abortSink = abort;
    this.mark = highWaterMark;
    this.sizeOf = size;
    this.queue = new Fifo();
    this.total = 0;
    this.started = false;
    this.signal = null;
    stream.controller = this;
  }
  abortSignal() { return this.signal ??= newSignal(); }
  desiredSize() { return this.mark - this.total; }
  clear() {
    this.write = this.closeSink = this.abortSink = this.sizeOf = null;
  }
  close() {
    enqueueSized(this, CLOSE, 0);
    this.advance();
  }
  errorIfNeeded(error) {
    if (this.stream.state === "writable") this.fail(error);
  }
  fail(error) {
    this.clear();
    startErroring(this.stream, error);
  }
  abortSteps(reason) {
    const result = this.abortSink === null ? resolvedPromise() : this.abortSink(reason);
    this.clear();
    return result;
  }
  chunkSize(chunk) {
    if (this.sizeOf === null) return 1;
    try {
      return this.sizeOf(chunk);
    } catch (error) {
      this.errorIfNeeded(error);
      return 1;
    }
  }
  add(chunk, size) {
    try {
      enqueueSized(this, chunk, size);
    } catch (error) {
      this.errorIfNeeded(error);
      return;
    }
    const stream = this.stream;
    if (!closeQueued(stream) && stream.state === "writable") updateBackpressure(stream, this.desiredSize() <= 0);
    this.advance();
  }
  advance() {
    const stream = this.stream;
    if (!this.started || stream.writeInFlight !== null) return;
    if (stream.state === "erroring") return finishErroring(stream);
    if (fifoLength(this.queue) === 0) return;
    const value = this.queue.peek().value;
    if (value === CLOSE) this.processClose();
    else this.processWrite(value);
  }
  processClose() {
    const stream = this.stream;
    stream.closeInFlight = stream.closeRequest;
    stream.closeRequest = null;
    dequeueSized(this);
    const promise = this.closeSink();
    this.clear();
    then(promise, () => finishClose(stream), (error) => finishCloseWithError(stream, error));
  }
  processWrite(chunk) {
    const stream = this.stream;
    stream.writeInFlight = fifoShift(stream.writes);
    then(this.write(chunk), () => {
      stream.writeInFlight.resolve(undefined);
      stream.writeInFlight = null;
      const state = stream.state;
      dequeueSized(this);
      if (!closeQueued(stream) && state === "writable") updateBackpressure(stream, this.desiredSize() <= 0);
      this.advance();
    }, (error) => {
      if (stream.state === "writable") this.clear();
      stream.writeInFlight.reject(error);
      stream.writeInFlight = null;
      dealWithRejection(stream, error);
    });
  }
}
const CLOSE = ObjectFreeze({ __proto__: null });

/** Starts a controller; the stream takes no writes before startResult is fulfilled. */
function startWritable(controller, startResult) {
  const stream = controller.stream;
  updateBackpressure(stream, controller.desiredSize() <= 0);
  then(promiseOf(startResult), () => {
    controller.started = true;
    controller.advance();
  }, (error) => {
    controller.started = true;
    dealWithRejection(stream, error);
  });
}
function newWritable(write, close, abort, highWaterMark = 1, size = null, startResult = undefined) {
  const stream = new WritableState();
  startWritable(new WritableController(stream, write, close, abort, highWaterMark, size), startResult);
  return stream;
}

function writerWrite(writer, chunk) {
  const stream = writer.stream;
  const controller = stream.controller;
  const size = controller.chunkSize(chunk);
  if (stream !== writer.stream) return promiseReject(new TypeError("The writer was released"));
  const state = stream.state;
  if (state === "errored") return promiseReject(stream.error);
  if (closeQueued(stream) || state === "closed") return promiseReject(new TypeError("The stream is closing or closed"));
  if (state === "erroring") return promiseReject(stream.error);
  const deferred = promiseDeferred();
  fifoPush(stream.writes, deferred);
  controller.add(chunk, size);
  return deferred.promise;
}
function writerCloseWithErrorPropagation(writer) {
  const stream = writer.stream;
  if (closeQueued(stream) || stream.state === "closed") return resolvedPromise();
  if (stream.state === "errored") return promiseReject(stream.error);
  return writableClose(stream);
}
function writerRelease(writer) {
  const stream = writer.stream;
  const released = new TypeError("The writer was released");
  ensureReadyRejected(writer, released);
  if (writer.closed.settled) writer.closed = rejectedDeferred(released);
  else rejectHandled(writer.closed, released);
  stream.writer = null;
  writer.stream = null;
}
function writerDesiredSize(writer) {
  const stream = writer.stream;
  if (stream.state === "errored" || stream.state === "erroring") return null;
  return stream.state === "closed" ? 0 : stream.controller.desiredSize();
}
