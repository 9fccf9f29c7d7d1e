// Readable byte streams: the controller that fills buffers the reader brings.
const canTransfer = (buffer) => isArrayBuffer(buffer) && !bufferDetached(buffer);
function transferBuffer(buffer) {
  if (isWasmMemory(buffer)) throw new TypeError("Cannot transfer a WebAssembly memory");
  return bufferTransfer(buffer);
}
/** Buffers of WebAssembly memories cannot be detached: V8 says so by throwing. */
const isWasmMemory = () => false;

class ByteController {
  constructor(stream, pull, cancel, highWaterMark, autoAllocate, internal) {
    this.stream = stream;
    this.pull = pull;
    this.cancel = cancel;
    this.mark = highWaterMark;
    this.auto = autoAllocate;
    this.internal = internal;
    this.queue = new Fifo();
    this.total = 0;
    this.pending = [];
    this.request = null;
    this.started = false;
    this.closeRequested = false;
    this.pulling = false;
    this.pullAgain = false;
    this.afterPull = null;
    this.afterPullFailed = null;
    this.object = null;
    this.bytes = true;
    this.sizeOf = null;
  }
  shouldPull() {
    if (this.stream.state !== "readable" || this.closeRequested || !this.started) return false;
    return pendingReads(this.stream) > 0 || this.mark - this.total > 0;
  }
  desiredSize() {
    const state = this.stream.state;
    return state === "errored" ? null : state === "closed" ? 0 : this.mark - this.total;
  }
  close() {
    if (this.closeRequested || this.stream.state !== "readable") return;
    if (this.total > 0) {
      this.closeRequested = true;
      return;
    }
    if (this.pending.length > 0 && this.pending[0].filled % this.pending[0].elementSize !== 0) {
      const error = new TypeError("Insufficient bytes to fill elements in the given buffer");
      this.fail(error);
      throw error;
    }
    clearPullAlgorithms(this);
    readableClose(this.stream);
  }
  enqueue(chunk) {
    if (this.closeRequested || this.stream.state !== "readable") return;
    const buffer = bufferOf(chunk), offset = byteOffsetOf(chunk), length = byteLengthOf(chunk);
    if (!canTransfer(buffer)) throw new TypeError("The chunk's buffer is detached");
    const transferred = transferBuffer(buffer);
    if (this.pending.length > 0) {
      const first = this.pending[0];
      if (!canTransfer(first.buffer)) throw new TypeError("The pending buffer is detached");
      this.invalidateRequest();
      first.buffer = transferBuffer(first.buffer);
      if (first.reader === "none") this.enqueueDetached(first);
    }
    const reader = this.stream.reader;
    if (reader !== null && !reader.byob) {
      this.serveReads();
      if (fifoLength(reader.requests) === 0) {
        this.enqueueToQueue(transferred, offset, length);
      } else {
        if (this.pending.length > 0) arrShift(this.pending);
        fifoShift(reader.requests).chunk(new Uint8Array(transferred, offset, length));
      }
    } else {
      this.enqueueToQueue(transferred, offset, length);
      if (reader !== null) this.commitAll(this.fillPending());
    }
    callPullIfNeeded(this);
  }
  enqueueToQueue(buffer, offset, length) {
    fifoPush(this.queue, { buffer, offset, length });
    this.total += length;
  }
  enqueueCloned(buffer, offset, length) {
    let clone;
    try {
      clone = bufferSlice(buffer, offset, offset + length);
    } catch (error) {
      this.fail(error);
      throw error;
    }
    this.enqueueToQueue(clone, 0, length);
  }
  enqueueDetached(descriptor) {
    if (descriptor.filled > 0) this.enqueueCloned(descriptor.buffer, descriptor.offset, descriptor.filled);
    arrShift(this.pending);
  }
  fail(error) {
    if (this.stream.state !== "readable") return;
    this.clearPending();
    resetQueue(this);
    clearPullAlgorithms(this);
    readableError(this.stream, error);
  }
  cancelSteps(reason) {
    this.clearPending();
    resetQueue(this);
    const result = this.cancel === null ? resolvedPromise() : this.cancel(reason);
    clearPullAlgorithms(this);
    return result;
  }
  pullSteps(request) {
    if (this.total > 0) {
      this.fillRead(request);
      return;
    }
    if (this.auto !== undefined) {
      let buffer;
      try {
        buffer = new ArrayBuffer(this.auto);
      } catch (error) {
        request.error(error);
        return;
      }
      arrPush(this.pending, {
        buffer, bufferLength: this.auto, offset: 0, length: this.auto, filled: 0, minimum: 1, elementSize: 1,
        view: Uint8Array, reader: "default",
      });
    }
    fifoPush(this.stream.reader.requests, request);
    callPullIfNeeded(this);
  }
  releaseSteps() {
    if (this.pending.length > 0) {
      this.pending[0].reader = "none";
      this.pending = [this.pending[0]];
    }
  }
  clearPending() {
    this.invalidateRequest();
    this.pending = [];
  }
  invalidateRequest() {
    if (this.request === null) return;
    this.request.controller = null;
    this.request.view = null;
    this.request = null;
  }
  byobRequest() {
    if (this.request === null && this.pending.length > 0) {
      const first = this.pending[0];
      this.request = {
        controller: this, object: null,
        view: new Uint8Array(first.buffer, first.offset + first.filled, first.length - first.filled),
      };
    }
    return this.request;
  }

  convert(descriptor) {
    const buffer = transferBuffer(descriptor.buffer);
    return new descriptor.view(buffer, descriptor.offset, descriptor.filled / descriptor.elementSize);
  }
  commit(descriptor) {
    const done = this.stream.state === "closed";
    const view = this.convert(descriptor);
    const request = fifoShift(this.stream.reader.requests);
    if (done) request.close(view);
    else request.chunk(view);
  }
  commitAll(descriptors) {
    for (let i = 0; i < descriptors.length; i++) this.commit(descriptors[i]);
  }
  fillFromQueue(descriptor) {
    const copy = MathMin(this.total, descriptor.length - descriptor.filled);
    const most = descriptor.filled + copy;
    const aligned = most - (most % descriptor.elementSize);
    let remaining = copy, ready = false;
    if (aligned >= descriptor.minimum) {
      remaining = aligned - descriptor.filled;
      ready = true;
    }
    while (remaining > 0) {
      const head = this.queue.peek();
      const count = MathMin(remaining, head.length);
      typedSet(new Uint8Array(descriptor.buffer, descriptor.offset + descriptor.filled, count),
        new Uint8Array(head.buffer, head.offset, count));
      if (head.length === count) {
        fifoShift(this.queue);
      } else {
        head.offset += count;
        head.length -= count;
      }
      this.total -= count;
      descriptor.filled += count;
      remaining -= count;
    }
    return ready;
  }
  fillRead(request) {
    const entry = fifoShift(this.queue);
    this.total -= entry.length;
    this.afterDrain();
    request.chunk(new Uint8Array(entry.buffer, entry.offset, entry.length));
  }
  afterDrain() {
    if (this.total === 0 && this.closeRequested) {
      clearPullAlgorithms(this);
      readableClose(this.stream);
    } else {
      callPullIfNeeded(this);
    }
  }
  fillPending() {
    const filled = [];
    while (this.pending.length > 0 && this.total > 0) {
      const first = this.pending[0];
      if (this.fillFromQueue(first)) {
        arrShift(this.pending);
        arrPush(filled, first);
      } else {
        break;
      }
    }
    return filled;
  }
  serveReads() {
    const reader = this.stream.reader;
    while (fifoLength(reader.requests) > 0 && this.total > 0) this.fillRead(fifoShift(reader.requests));
  }
  pullInto(view, minimum, request) {
    const typed = typedTag(view) !== undefined;
    const elementSize = typed ? byteLengthPerElement(view) : 1;
    const constructor = typed ? VIEW_TYPES[typedTag(view)] : DataView;
    const offset = byteOffsetOf(view), length = byteLengthOf(view);
    let buffer;
    try {
      buffer = transferBuffer(bufferOf(view));
    } catch (error) {
      request.error(error);
      return;
    }
    const descriptor = {
      buffer, bufferLength: bufferByteLength(buffer), offset, length, filled: 0, minimum: minimum * elementSize,
      elementSize, view: constructor, reader: "byob",
    };
    if (this.pending.length > 0) {
      arrPush(this.pending, descriptor);
      fifoPush(this.stream.reader.requests, request);
      return;
    }
    if (this.stream.state === "closed") {
      request.close(new constructor(buffer, offset, 0));
      return;
    }
    if (this.total > 0) {
      if (this.fillFromQueue(descriptor)) {
        const filled = this.convert(descriptor);
        this.afterDrain();
        request.chunk(filled);
        return;
      }
      if (this.closeRequested) {
        const error = new TypeError("Insufficient bytes to fill elements in the given buffer");
        this.fail(error);
        request.error(error);
        return;
      }
    }
    arrPush(this.pending, descriptor);
    fifoPush(this.stream.reader.requests, request);
    callPullIfNeeded(this);
  }
  respond(count) {
    const first = this.pending[0];
    if (this.stream.state === "closed") {
      if (count !== 0) throw new TypeError("bytesWritten must be 0 when the stream is closed");
    } else {
      if (count === 0) throw new TypeError("bytesWritten must be greater than 0");
      if (first.filled + count > first.length) throw new RangeError("bytesWritten is out of range");
    }
    first.buffer = transferBuffer(first.buffer);
    this.respondInternal(count);
  }
  respondWithNewView(view) {
    const first = this.pending[0];
    const length = byteLengthOf(view);
    if (this.stream.state === "closed") {
      if (length !== 0) throw new TypeError("The view must be empty when the stream is closed");
    } else if (length === 0) {
      throw new TypeError("The view must not be empty");
    }
    if (first.offset + first.filled !== byteOffsetOf(view)) throw new RangeError("The view's offset does not match");
    if (first.bufferLength !== bufferByteLength(bufferOf(view))) throw new RangeError("The view's buffer has a different length");
    if (first.filled + length > first.length) throw new RangeError("The view is too long");
    first.buffer = transferBuffer(bufferOf(view));
    this.respondInternal(length);
  }
  respondInternal(count) {
    const first = this.pending[0];
    this.invalidateRequest();
    if (this.stream.state === "closed") this.respondClosed(first);
    else this.respondReadable(count, first);
    callPullIfNeeded(this);
  }
  respondClosed(first) {
    if (first.reader === "none") arrShift(this.pending);
    const reader = this.stream.reader;
    if (reader === null || !reader.byob) return;
    const filled = [];
    while (filled.length < fifoLength(reader.requests)) arrPush(filled, arrShift(this.pending));
    this.commitAll(filled);
  }
  respondReadable(count, first) {
    first.filled += count;
    if (first.reader === "none") {
      this.enqueueDetached(first);
      this.commitAll(this.fillPending());
      return;
    }
    if (first.filled < first.minimum) return;
    arrShift(this.pending);
    const rest = first.filled % first.elementSize;
    if (rest > 0) {
      const end = first.offset + first.filled;
      this.enqueueCloned(first.buffer, end - rest, rest);
    }
    first.filled -= rest;
    const filled = this.fillPending();
    this.commit(first);
    this.commitAll(filled);
  }
}
const VIEW_TYPES = {
  __proto__: null, Uint8Array, Int8Array, Uint8ClampedArray, Uint16Array, Int16Array, Uint32Array, Int32Array,
  Float32Array, Float64Array, BigInt64Array, BigUint64Array,
};
arrPush(lateCaptures, () => {
  VIEW_TYPES.Float16Array = Float16Array;
});
const ELEMENT_SIZES = {
  __proto__: null, Uint8Array: 1, Int8Array: 1, Uint8ClampedArray: 1, Uint16Array: 2, Int16Array: 2, Uint32Array: 4,
  Int32Array: 4, Float16Array: 2, Float32Array: 4, Float64Array: 8, BigInt64Array: 8, BigUint64Array: 8,
};
const byteLengthPerElement = (view) => ELEMENT_SIZES[typedTag(view)];

/** A byte stream made by the platform. */
function newReadableBytes(pull, cancel, highWaterMark = 0) {
  const stream = new ReadableState();
  startController(new ByteController(stream, pull, cancel, highWaterMark, undefined, true), stream, undefined);
  return stream;
}
