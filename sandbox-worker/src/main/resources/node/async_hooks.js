// node:async_hooks. The stores of all AsyncLocalStorage objects are one immutable map, which V8 hands on to every promise
// reaction and timers.js to every timer.
"use strict";

const { swapContinuation, readContinuation, hasContinuation } = internals;
const { checkFunction, checkString } = require("./internal/errors");
if (!hasContinuation()) {
  throw new Error('node:async_hooks must be named in the module\'s text: import it as "node:async_hooks", not by a name that is put together');
}
const EMPTY = new Map();
const current = () => readContinuation() ?? EMPTY;
let lastId = 1;

/** Calls a function with other stores, and returns to those before. */
function within(stores, run, receiver, args) {
  const before = swapContinuation(stores);
  try {
    return Reflect.apply(run, receiver, args);
  } finally {
    swapContinuation(before);
  }
}
/** A function that always runs with the stores of now. */
function bound(run) {
  const stores = readContinuation();
  return function (...args) {
    return within(stores, run, this, args);
  };
}

class AsyncLocalStorage {
  #default;
  #name;
  constructor(options = {}) {
    this.#default = options.defaultValue;
    this.#name = options.name === undefined ? "" : String(options.name);
  }
  static bind(run) {
    checkFunction(run, "fn");
    return bound(run);
  }
  static snapshot() {
    return bound((run, ...args) => run(...args));
  }
  get name() { return this.#name; }
  #with(store) {
    return new Map(current()).set(this, store);
  }
  #without() {
    const stores = new Map(current());
    stores.delete(this);
    return stores;
  }
  getStore() {
    const stores = current();
    return stores.has(this) ? stores.get(this) : this.#default;
  }
  run(store, run, ...args) {
    checkFunction(run, "callback");
    return within(this.#with(store), run, undefined, args);
  }
  exit(run, ...args) {
    checkFunction(run, "callback");
    return within(this.#without(), run, undefined, args);
  }
  enterWith(store) { swapContinuation(this.#with(store)); }
  disable() { swapContinuation(this.#without()); }
}

class AsyncResource {
  #stores = readContinuation();
  #id = ++lastId;
  constructor(type) {
    checkString(type, "type");
  }
  static bind(run, type, receiver) {
    return new AsyncResource(type ?? (run.name || "bound-anonymous-fn")).bind(run, receiver);
  }
  bind(run, receiver) {
    checkFunction(run, "fn");
    const stores = this.#stores;
    return function (...args) {
      return within(stores, run, receiver ?? this, args);
    };
  }
  runInAsyncScope(run, receiver, ...args) { return within(this.#stores, run, receiver, args); }
  emitDestroy() { return this; }
  asyncId() { return this.#id; }
  triggerAsyncId() { return 1; }
}

module.exports = { AsyncLocalStorage, AsyncResource };
