// node:util
"use strict";

const process = require("./process");
const types = require("./util/types");
const { inspect, format, formatWithOptions, COLORS } = require("./internal/inspect");
const { isDeepStrictEqual } = require("./internal/comparisons");
const { coded, invalidType, invalidValue, checkFunction, checkString } = require("./internal/errors");
const { parseArgs } = require("./internal/parse-args");
const customPromisify = Symbol.for("nodejs.util.promisify.custom");

function promisify(original) {
  checkFunction(original, "original");
  const own = original[customPromisify];
  if (own !== undefined) {
    checkFunction(own, "util.promisify.custom");
    return Object.defineProperty(own, customPromisify, { value: own, configurable: true });
  }
  function promised(...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (error, value) => (error ? reject(error) : resolve(value))]);
    });
  }
  Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
  Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original));
  return Object.defineProperty(promised, customPromisify, { value: promised, configurable: true });
}
promisify.custom = customPromisify;

function callbackify(original) {
  checkFunction(original, "original");
  function called(...args) {
    const callback = args.pop();
    checkFunction(callback, "last argument");
    Reflect.apply(original, this, args).then(
      (value) => process.nextTick(callback, null, value),
      (reason) => {
        const error = reason || Object.assign(coded(Error, "ERR_FALSY_VALUE_REJECTION", "Promise was rejected with falsy value"), { reason });
        process.nextTick(callback, error);
      },
    );
  }
  return Object.defineProperty(called, "name", { value: `${original.name}Callbackified`, configurable: true });
}

function inherits(constructor, parent) {
  checkFunction(constructor, "ctor");
  checkFunction(parent, "superCtor");
  if (parent.prototype === undefined) throw invalidType("superCtor.prototype", "of type object", parent.prototype);
  Object.defineProperty(constructor, "super_", { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

const warned = new Set();
function deprecate(original, message, code) {
  let told = false;
  function deprecated(...args) {
    if (!told && !(code !== undefined && warned.has(code))) {
      told = true;
      if (code !== undefined) warned.add(code);
      process.emitWarning(message, "DeprecationWarning", code);
    }
    return new.target ? Reflect.construct(original, args, new.target) : Reflect.apply(original, this, args);
  }
  Object.setPrototypeOf(deprecated, original);
  if (original.prototype) deprecated.prototype = original.prototype;
  return deprecated;
}

function debuglog(section) {
  const wanted = (process.env.NODE_DEBUG ?? "").split(",").map((each) => each.trim().toLowerCase());
  const enabled = wanted.includes(section.toLowerCase()) || wanted.includes("*");
  const log = (...args) => {
    if (enabled) console.error(`${section.toUpperCase()}: ${format(...args)}`);
  };
  return Object.assign(log, { enabled });
}

const ESCAPES = /[\u001b\u009b][[\]()#;?]*(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
function stripVTControlCharacters(text) {
  checkString(text, "str");
  return text.replace(ESCAPES, "");
}
function styleText(names, text) {
  checkString(text, "text");
  let [before, after] = ["", ""];
  for (const name of [names].flat()) {
    const color = COLORS[name];
    if (color === undefined) throw invalidValue("format", name, `must be one of: ${Object.keys(COLORS).join(", ")}`);
    before += `\u001b[${color[0]}m`;
    after = `\u001b[${color[1]}m${after}`;
  }
  return before + text + after;
}

module.exports = {
  promisify, callbackify, inherits, deprecate, debuglog, debug: debuglog, inspect, format, formatWithOptions, isDeepStrictEqual,
  parseArgs, stripVTControlCharacters, styleText, types, TextEncoder, TextDecoder, isArray: Array.isArray,
  toUSVString: (text) => String(text).toWellFormed(),
  aborted(signal, resource) {
    if (!(signal instanceof AbortSignal)) throw invalidType("signal", "an instance of AbortSignal", signal);
    return new Promise((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener("abort", () => resolve(), { once: true });
    });
  },
};
