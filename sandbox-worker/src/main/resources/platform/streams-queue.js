// What the three kinds of streams share (https://streams.spec.whatwg.org/): queues, strategies, callbacks.
class Fifo {
  constructor() {
    this.items = [];
    this.head = 0;
  }
  get length() { return this.items.length - this.head; }
  push(item) { arrPush(this.items, item); }
  peek() { return this.items[this.head]; }
  shift() {
    const item = this.items[this.head];
    this.items[this.head++] = undefined;
    if (this.head === this.items.length) {
      this.items = [];
      this.head = 0;
    } else if (this.head > 1024 && this.head * 2 > this.items.length) {
      this.items = arrSlice(this.items, this.head);
      this.head = 0;
    }
    return item;
  }
}
const fifoPush = uncurry(Fifo.prototype.push);
const fifoShift = uncurry(Fifo.prototype.shift);
const fifoLength = (fifo) => fifo.items.length - fifo.head;

function resetQueue(c) {
  c.queue = new Fifo();
  c.total = 0;
}
function enqueueSized(c, value, size) {
  const number = +size;
  if (!(number >= 0) || number === Infinity) {
    throw new RangeError("The return value of a queuing strategy's size function must be a finite, non-NaN, non-negative number");
  }
  fifoPush(c.queue, { value, size: number });
  c.total += number;
}
function dequeueSized(c) {
  const entry = fifoShift(c.queue);
  c.total -= entry.size;
  if (c.total < 0) c.total = 0;
  return entry.value;
}

/** A method of an underlying source, sink or transformer: undefined when absent. */
function sourceMethod(object, name, where) {
  if (object === null) return undefined;
  const method = object[name];
  if (method === undefined) return undefined;
  if (typeof method !== "function") throw new TypeError(`${where}: ${name} is not a function`);
  return method;
}
/** Calls a method that returns a promise; what it throws becomes a rejection. */
function callForPromise(method, object, args) {
  try {
    return promiseResolve(ReflectApply(method, object, args));
  } catch (error) {
    return promiseReject(error);
  }
}
function readStrategy(strategy, where) {
  const init = toDictionary(strategy, where);
  if (init === null) return { highWaterMark: undefined, size: undefined };
  const mark = init.highWaterMark;
  const highWaterMark = mark === undefined ? undefined : +mark;
  const size = init.size;
  if (size !== undefined && typeof size !== "function") throw new TypeError(`${where}: size is not a function`);
  return { highWaterMark, size };
}
function highWaterMarkOf(strategy, fallback) {
  const mark = strategy.highWaterMark;
  if (mark === undefined) return fallback;
  if (NumberIsNaN(mark) || mark < 0) throw new RangeError("Invalid highWaterMark");
  return mark;
}
const sizeOf = (strategy) => (strategy.size === undefined ? null : (chunk) => ReflectApply(strategy.size, undefined, [chunk]));
const then = (promise, fulfilled, rejected) => {
  promiseThen(promise, fulfilled, rejected);
};

const byteSize = ({ size(chunk) { return chunk.byteLength; } }).size;
const countSize = ({ size() { return 1; } }).size;
function strategyInit(init, where) {
  const dictionary = toDictionary(init, where);
  if (dictionary === null || dictionary.highWaterMark === undefined) {
    throw new TypeError(`${where}: required member highWaterMark is undefined.`);
  }
  return +dictionary.highWaterMark;
}
class ByteLengthQueuingStrategy {
  #mark;
  constructor(init) {
    need(1, arguments.length, "Failed to construct 'ByteLengthQueuingStrategy'");
    this.#mark = strategyInit(init, "Failed to construct 'ByteLengthQueuingStrategy'");
  }
  get highWaterMark() { return this.#mark; }
  get size() {
    this.#mark;
    return byteSize;
  }
}
expose("ByteLengthQueuingStrategy", ByteLengthQueuingStrategy);
class CountQueuingStrategy {
  #mark;
  constructor(init) {
    need(1, arguments.length, "Failed to construct 'CountQueuingStrategy'");
    this.#mark = strategyInit(init, "Failed to construct 'CountQueuingStrategy'");
  }
  get highWaterMark() { return this.#mark; }
  get size() {
    this.#mark;
    return countSize;
  }
}
expose("CountQueuingStrategy", CountQueuingStrategy);
