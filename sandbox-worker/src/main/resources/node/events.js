// node:events
"use strict";

const { AbortError, coded, checkFunction, checkInteger, invalidType } = require("./internal/errors");
const captureRejection = Symbol.for("nodejs.rejection");
const errorMonitor = Symbol("events.errorMonitor");
let mostListeners = 10;

function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}
EventEmitter.init = function (options) {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
  }
  this._maxListeners ??= undefined;
  this._captures = options?.captureRejections ?? EventEmitter.captureRejections;
};

function listenersOf(emitter, type) {
  return emitter._events?.[type];
}
function add(emitter, type, listener, first) {
  checkFunction(listener, "listener");
  if (emitter._events === undefined) EventEmitter.init.call(emitter);
  if (emitter._events.newListener !== undefined) emitter.emit("newListener", type, listener.listener ?? listener);
  const list = emitter._events[type];
  if (list === undefined) {
    emitter._events[type] = [listener];
    emitter._eventsCount++;
    return emitter;
  }
  // A list is never changed in place: an emission under way goes on with the one it began with.
  const next = first ? [listener, ...list] : [...list, listener];
  next.warned = list.warned;
  emitter._events[type] = next;
  const most = emitter.getMaxListeners();
  if (most > 0 && next.length > most && !next.warned) {
    next.warned = true;
    require("node:process").emitWarning(`Possible EventEmitter memory leak detected. ${next.length} ${String(type)} listeners added. Use emitter.setMaxListeners() to increase limit`, "MaxListenersExceededWarning");
  }
  return emitter;
}
function onceWrapper(emitter, type, listener) {
  checkFunction(listener, "listener");
  const wrapper = function (...args) {
    emitter.removeListener(type, wrapper);
    return Reflect.apply(listener, emitter, args);
  };
  wrapper.listener = listener;
  return wrapper;
}
function unhandled(emitter, args) {
  const error = args[0];
  if (internals.isError(error)) throw error;
  const failure = coded(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${typeof error === "string" ? error : require("./internal/inspect").inspect(error)})`);
  failure.context = error;
  throw failure;
}
function rejectionOf(emitter, type, args) {
  return (error) => require("node:process").nextTick(() => {
    if (typeof emitter[captureRejection] === "function") emitter[captureRejection](error, type, ...args);
    else emitter.emit("error", error);
  });
}

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;
Object.assign(EventEmitter.prototype, {
  setMaxListeners(count) {
    if (typeof count !== "number" || count < 0 || Number.isNaN(count)) throw invalidType("n", "a non-negative number", count);
    this._maxListeners = count;
    return this;
  },
  getMaxListeners() { return this._maxListeners ?? mostListeners; },
  emit(type, ...args) {
    if (type === "error") {
      if (listenersOf(this, errorMonitor) !== undefined) this.emit(errorMonitor, ...args);
      if (listenersOf(this, "error") === undefined) unhandled(this, args);
    }
    const list = listenersOf(this, type);
    if (list === undefined) return false;
    for (let i = 0; i < list.length; i++) {
      const result = Reflect.apply(list[i], this, args);
      if (this._captures && typeof result?.then === "function") result.then(undefined, rejectionOf(this, type, args));
    }
    return true;
  },
  addListener(type, listener) { return add(this, type, listener, false); },
  prependListener(type, listener) { return add(this, type, listener, true); },
  once(type, listener) { return this.on(type, onceWrapper(this, type, listener)); },
  prependOnceListener(type, listener) { return this.prependListener(type, onceWrapper(this, type, listener)); },
  removeListener(type, listener) {
    checkFunction(listener, "listener");
    const list = listenersOf(this, type);
    if (list === undefined) return this;
    const at = list.findLastIndex((entry) => entry === listener || entry.listener === listener);
    if (at < 0) return this;
    if (list.length === 1) {
      delete this._events[type];
      this._eventsCount--;
    } else {
      this._events[type] = list.toSpliced(at, 1);
    }
    if (this._events.removeListener !== undefined) this.emit("removeListener", type, list[at].listener ?? listener);
    return this;
  },
  removeAllListeners(type) {
    if (this._events === undefined) return this;
    const types = type === undefined ? Reflect.ownKeys(this._events) : [type];
    const told = this._events.removeListener !== undefined;
    for (const each of types) {
      if (told && each !== "removeListener") for (const listener of (listenersOf(this, each) ?? []).toReversed()) this.removeListener(each, listener);
      else if (listenersOf(this, each) !== undefined) {
        delete this._events[each];
        this._eventsCount--;
      }
    }
    if (told && type === undefined) delete this._events.removeListener;
    return this;
  },
  listeners(type) { return (listenersOf(this, type) ?? []).map((listener) => listener.listener ?? listener); },
  rawListeners(type) { return [...(listenersOf(this, type) ?? [])]; },
  listenerCount(type, listener) {
    const list = listenersOf(this, type) ?? [];
    return listener === undefined ? list.length : list.filter((entry) => entry === listener || entry.listener === listener).length;
  },
  eventNames() { return this._events === undefined ? [] : Reflect.ownKeys(this._events); },
});
EventEmitter.prototype.on = EventEmitter.prototype.addListener;
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;
for (const name of Object.keys(EventEmitter.prototype)) {
  if (!name.startsWith("_")) Object.defineProperty(EventEmitter.prototype, name, { enumerable: false });
}

const isTarget = (emitter) => typeof emitter.addEventListener === "function";
function attach(emitter, type, listener, options) {
  if (typeof emitter.on === "function") emitter[options?.once ? "once" : "on"](type, listener);
  else if (isTarget(emitter)) emitter.addEventListener(type, listener, options);
  else throw invalidType("emitter", "an instance of EventEmitter or EventTarget", emitter);
}
function detach(emitter, type, listener) {
  if (typeof emitter.removeListener === "function") emitter.removeListener(type, listener);
  else emitter.removeEventListener(type, listener);
}
function addAbortListener(signal, listener) {
  if (!(signal instanceof AbortSignal)) throw invalidType("signal", "an instance of AbortSignal", signal);
  checkFunction(listener, "listener");
  if (signal.aborted) queueMicrotask(() => listener());
  else signal.addEventListener("abort", listener, { once: true });
  return { [Symbol.dispose]: () => signal.removeEventListener("abort", listener) };
}

/** A promise of the next event. */
function once(emitter, type, options = {}) {
  const { signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new AbortError({ cause: signal.reason }));
    const done = () => {
      detach(emitter, type, found);
      if (failed !== null) detach(emitter, "error", failed);
      signal?.removeEventListener("abort", aborted);
    };
    const found = (...args) => {
      done();
      resolve(args);
    };
    const failed = type !== "error" && typeof emitter.once === "function" ? (error) => {
      done();
      reject(error);
    } : null;
    const aborted = () => {
      done();
      reject(new AbortError({ cause: signal.reason }));
    };
    attach(emitter, type, found, { once: true });
    if (failed !== null) emitter.once("error", failed);
    signal?.addEventListener("abort", aborted, { once: true });
  });
}

/** The events as they come, as an asynchronous iterator. */
function on(emitter, type, options = {}) {
  const { signal, close = [] } = options;
  if (signal?.aborted) throw new AbortError({ cause: signal.reason });
  const events = [];
  const waiting = [];
  let failure = null;
  let finished = false;
  const push = (...args) => {
    if (waiting.length > 0) waiting.shift().resolve({ value: args, done: false });
    else events.push(args);
  };
  const fail = (error) => {
    if (waiting.length > 0) waiting.shift().reject(error);
    else failure = { error };
    end();
  };
  const aborted = () => fail(new AbortError({ cause: signal.reason }));
  function end() {
    detach(emitter, type, push);
    if (type !== "error" && typeof emitter.removeListener === "function") emitter.removeListener("error", fail);
    for (const each of close) detach(emitter, each, end);
    signal?.removeEventListener("abort", aborted);
    finished = true;
    for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }
  attach(emitter, type, push);
  if (type !== "error" && typeof emitter.on === "function") emitter.on("error", fail);
  for (const each of close) attach(emitter, each, end);
  signal?.addEventListener("abort", aborted, { once: true });
  return {
    __proto__: Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype),
    next() {
      if (events.length > 0) return Promise.resolve({ value: events.shift(), done: false });
      if (failure !== null) {
        const { error } = failure;
        failure = null;
        return Promise.reject(error);
      }
      return finished ? Promise.resolve({ value: undefined, done: true }) : new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return: end,
    throw(error) {
      fail(error);
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() { return this; },
  };
}

class EventEmitterAsyncResource extends EventEmitter {
  #resource;
  constructor(options = {}) {
    super(options);
    const { AsyncResource } = require("./async_hooks");
    this.#resource = new AsyncResource(typeof options === "string" ? options : options.name ?? new.target.name);
  }
  get asyncResource() { return this.#resource; }
  emit(...args) { return this.#resource.runInAsyncScope(super.emit, this, ...args); }
  emitDestroy() { this.#resource.emitDestroy(); }
}

module.exports = Object.assign(EventEmitter, {
  EventEmitter,
  EventEmitterAsyncResource,
  captureRejections: false,
  captureRejectionSymbol: captureRejection,
  errorMonitor,
  once,
  on,
  addAbortListener,
  getEventListeners: (emitter, type) => emitter.listeners(type),
  getMaxListeners: (emitter) => emitter.getMaxListeners(),
  listenerCount: (emitter, type) => emitter.listenerCount(type),
  setMaxListeners(count = mostListeners, ...emitters) {
    checkInteger(count, "n", 0);
    if (emitters.length === 0) mostListeners = count;
    else for (const emitter of emitters) if (typeof emitter.setMaxListeners === "function") emitter.setMaxListeners(count);
  },
});
Object.defineProperty(EventEmitter, "defaultMaxListeners", {
  enumerable: true,
  get: () => mostListeners,
  set(count) {
    checkInteger(count, "defaultMaxListeners", 0);
    mostListeners = count;
  },
});
