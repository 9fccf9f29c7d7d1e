// node:timers/promises
"use strict";

const { AbortError } = require("../internal/errors");
const { setTimeout: start, setInterval: startEvery, clearTimeout: stop } = globalThis;

function wait(delay, value, { signal } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new AbortError({ cause: signal.reason }));
    const aborted = () => {
      stop(id);
      reject(new AbortError({ cause: signal.reason }));
    };
    const id = start(() => {
      signal?.removeEventListener("abort", aborted);
      resolve(value);
    }, delay);
    signal?.addEventListener("abort", aborted, { once: true });
  });
}
async function* every(delay, value, { signal } = {}) {
  if (signal?.aborted) throw new AbortError({ cause: signal.reason });
  let due = 0;
  let wake = () => {};
  const id = startEvery(() => {
    due++;
    wake();
  }, delay);
  const aborted = () => wake();
  signal?.addEventListener("abort", aborted, { once: true });
  try {
    for (;;) {
      if (signal?.aborted) throw new AbortError({ cause: signal.reason });
      for (; due > 0; due--) yield value;
      await new Promise((resolve) => { wake = resolve; });
    }
  } finally {
    stop(id);
    signal?.removeEventListener("abort", aborted);
  }
}

module.exports = {
  setTimeout: (delay, value, options) => wait(delay, value, options),
  setImmediate: (value, options) => wait(0, value, options),
  setInterval: every,
  scheduler: { wait: (delay, options) => wait(delay, undefined, options), yield: () => wait(0) },
};
