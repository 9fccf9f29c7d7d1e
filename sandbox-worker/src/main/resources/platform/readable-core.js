// Readable streams: the abstract operations. State objects are internal; public objects hold one in a private field.
class ReadableState {
  constructor() {
    this.state = "readable";
    this.reader = null;
    this.error = undefined;
    this.disturbed = false;
    this.controller = null;
    this.object = null;
    this.onRead = null;
  }
}
class ReaderState {
  constructor(stream, byob) {
    this.stream = stream;
    this.byob = byob;
    this.requests = new Fifo();
    this.closed = promiseDeferred();
    stream.reader = this;
    if (stream.state === "closed") {
      this.closed.resolve(undefined);
    } else if (stream.state === "errored") {
      this.closed.reject(stream.error);
      handled(this.closed.promise);
    }
  }
}

function acquireReader(stream, byob) {
  if (stream.reader !== null) throw new TypeError("ReadableStream is locked");
  return new ReaderState(stream, byob);
}
const pendingReads = (stream) => (stream.reader === null ? 0 : fifoLength(stream.reader.requests));

function readableClose(stream) {
  stream.state = "closed";
  const reader = stream.reader;
  if (reader === null) return;
  reader.closed.resolve(undefined);
  if (!reader.byob) {
    const requests = reader.requests;
    reader.requests = new Fifo();
    while (fifoLength(requests) > 0) fifoShift(requests).close(undefined);
  }
}
function readableError(stream, error) {
  stream.state = "errored";
  stream.error = error;
  const reader = stream.reader;
  if (reader === null) return;
  reader.closed.reject(error);
  handled(reader.closed.promise);
  errorRequests(reader, error);
}
function errorRequests(reader, error) {
  const requests = reader.requests;
  reader.requests = new Fifo();
  while (fifoLength(requests) > 0) fifoShift(requests).error(error);
}
function readableCancel(stream, reason) {
  stream.disturbed = true;
  if (stream.state === "closed") return resolvedPromise();
  if (stream.state === "errored") return promiseReject(stream.error);
  readableClose(stream);
  const reader = stream.reader;
  if (reader !== null && reader.byob) {
    const requests = reader.requests;
    reader.requests = new Fifo();
    while (fifoLength(requests) > 0) fifoShift(requests).close(undefined);
  }
  return promiseThen(stream.controller.cancelSteps(reason), () => undefined);
}

/** A read; the request is {chunk(value), close(), error(reason)}. */
function readerRead(reader, request) {
  const stream = reader.stream;
  stream.disturbed = true;
  if (stream.state === "closed") request.close(undefined);
  else if (stream.state === "errored") request.error(stream.error);
  else stream.controller.pullSteps(request);
}
function readerRelease(reader) {
  const stream = reader.stream;
  const released = new TypeError("The reader was released");
  if (stream.state === "readable") {
    reader.closed.reject(released);
  } else {
    reader.closed = { promise: promiseReject(released), resolve: noop, reject: noop };
  }
  handled(reader.closed.promise);
  stream.controller.releaseSteps();
  stream.reader = null;
  reader.stream = null;
  errorRequests(reader, new TypeError("The reader was released"));
}
const readerCancel = (reader, reason) => readableCancel(reader.stream, reason);

/** What both kinds of controllers do about pulling. */
function callPullIfNeeded(c) {
  if (!c.shouldPull()) return;
  if (c.pulling) {
    c.pullAgain = true;
    return;
  }
  c.pulling = true;
  const promise = c.pull();
  if (promise === undefined) {
    c.pulling = false;
    if (c.pullAgain) {
      c.pullAgain = false;
      callPullIfNeeded(c);
    }
    return;
  }
  promiseThen(promise, c.afterPull ??= () => {
    c.pulling = false;
    if (c.pullAgain) {
      c.pullAgain = false;
      callPullIfNeeded(c);
    }
  }, c.afterPullFailed ??= (error) => c.fail(error));
}
const pullNothing = () => undefined;
function clearPullAlgorithms(c) {
  c.pull = pullNothing;
  c.cancel = null;
  c.sizeOf = null;
}
function startController(c, stream, startResult) {
  stream.controller = c;
  if (startResult === undefined && c.internal) {
    c.started = true;
    return;
  }
  then(promiseOf(startResult), () => {
    c.started = true;
    callPullIfNeeded(c);
  }, (error) => c.fail(error));
}

class DefaultController {
  constructor(stream, pull, cancel, highWaterMark, size, internal) {
    this.stream = stream;
    this.pull = pull;
    this.cancel = cancel;
    this.mark = highWaterMark;
    this.sizeOf = size;
    this.internal = internal;
    this.queue = new Fifo();
    this.total = 0;
    this.started = false;
    this.closeRequested = false;
    this.pulling = false;
    this.pullAgain = false;
    this.afterPull = null;
    this.afterPullFailed = null;
    this.object = null;
    this.bytes = false;
  }
  canEnqueue() { return this.stream.state === "readable" && !this.closeRequested; }
  shouldPull() {
    if (!this.canEnqueue() || !this.started) return false;
    return pendingReads(this.stream) > 0 || this.mark - this.total > 0;
  }
  desiredSize() {
    const state = this.stream.state;
    return state === "errored" ? null : state === "closed" ? 0 : this.mark - this.total;
  }
  close() {
    if (!this.canEnqueue()) return;
    this.closeRequested = true;
    if (fifoLength(this.queue) === 0) {
      clearPullAlgorithms(this);
      readableClose(this.stream);
    }
  }
  enqueue(chunk) {
    if (!this.canEnqueue()) return;
    if (pendingReads(this.stream) > 0) {
      fifoShift(this.stream.reader.requests).chunk(chunk);
    } else {
      try {
        enqueueSized(this, chunk, this.sizeOf === null ? 1 : this.sizeOf(chunk));
      } catch (error) {
        this.fail(error);
        throw error;
      }
    }
    callPullIfNeeded(this);
  }
  fail(error) {
    if (this.stream.state !== "readable") return;
    resetQueue(this);
    clearPullAlgorithms(this);
    readableError(this.stream, error);
  }
  cancelSteps(reason) {
    resetQueue(this);
    const result = this.cancel === null ? resolvedPromise() : this.cancel(reason);
    clearPullAlgorithms(this);
    return result;
  }
  pullSteps(request) {
    if (fifoLength(this.queue) > 0) {
      const chunk = dequeueSized(this);
      if (this.closeRequested && fifoLength(this.queue) === 0) {
        clearPullAlgorithms(this);
        readableClose(this.stream);
      } else {
        callPullIfNeeded(this);
      }
      request.chunk(chunk);
    } else {
      fifoPush(this.stream.reader.requests, request);
      callPullIfNeeded(this);
    }
  }
  releaseSteps() {}
}

/** A stream made by the platform: pull may return undefined when it is done at once. */
function newReadable(pull, cancel, highWaterMark = 1, size = null, start = undefined) {
  const stream = new ReadableState();
  startController(new DefaultController(stream, pull, cancel, highWaterMark, size, start === undefined), stream, start);
  return stream;
}
