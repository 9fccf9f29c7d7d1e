// node:timers: the same timers as the global functions', as objects.
"use strict";

const promisified = Symbol.for("nodejs.util.promisify.custom");
const { setTimeout: start, setInterval: startEvery, clearTimeout: stop } = globalThis;

class Timeout {
  #start;
  #id;
  constructor(begin) {
    this.#start = begin;
    this.#id = begin();
  }
  /** An isolate lives as long as it is needed, whatever timers it has: ref and unref only say so. */
  #refed = true;
  ref() {
    this.#refed = true;
    return this;
  }
  unref() {
    this.#refed = false;
    return this;
  }
  hasRef() { return this.#refed; }
  refresh() {
    stop(this.#id);
    this.#id = this.#start();
    return this;
  }
  close() {
    stop(this.#id);
    return this;
  }
  [Symbol.toPrimitive]() { return this.#id; }
  [Symbol.dispose]() { stop(this.#id); }
}

const setTimeout = (callback, delay, ...args) => new Timeout(() => start(callback, delay, ...args));
const setInterval = (callback, delay, ...args) => new Timeout(() => startEvery(callback, delay, ...args));
const setImmediate = (callback, ...args) => new Timeout(() => start(callback, 0, ...args));
const clear = (timer) => {
  if (timer !== undefined && timer !== null) stop(timer);
};
Object.defineProperty(setTimeout, promisified, { get: () => require("./timers/promises").setTimeout, enumerable: true });
Object.defineProperty(setImmediate, promisified, { get: () => require("./timers/promises").setImmediate, enumerable: true });

module.exports = { setTimeout, setInterval, setImmediate, clearTimeout: clear, clearInterval: clear, clearImmediate: clear };
Object.defineProperty(module.exports, "promises", { get: () => require("./timers/promises"), enumerable: true });
