// Deep equality, as assert and util have it.
"use strict";

const types = require("../util/types");

const isDeepStrictEqual = (a, b) => equal(a, b, true, []);
const isDeepEqual = (a, b) => equal(a, b, false, []);

function equal(a, b, strict, stack) {
  if (strict ? Object.is(a, b) : a === b) return true;
  const isObject = (value) => typeof value === "object" && value !== null;
  if (!isObject(a) || !isObject(b)) {
    // Loosely, values are compared as == does.
    return !strict && !isObject(a) && !isObject(b) && typeof a !== "function" && typeof b !== "function" && (a == b || (a !== a && b !== b));
  }
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b)) return false;
  if (stack.some(([left, right]) => left === a && right === b)) return true;
  stack.push([a, b]);
  const result = sameInside(a, b, strict, stack) && sameProperties(a, b, strict, stack);
  stack.pop();
  return result;
}

function sameInside(a, b, strict, stack) {
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return a.length === b.length;
  if (types.isDate(a)) return types.isDate(b) && a.getTime() === b.getTime();
  if (types.isRegExp(a)) return types.isRegExp(b) && String(a) === String(b) && a.lastIndex === b.lastIndex;
  if (internals.isError(a)) return internals.isError(b) && a.name === b.name && a.message === b.message && equal(a.cause, b.cause, strict, stack);
  if (types.isArrayBufferView(a)) return types.isArrayBufferView(b) && sameBytes(a, b, strict);
  if (types.isAnyArrayBuffer(a)) return types.isAnyArrayBuffer(b) && sameBytes(new Uint8Array(a), new Uint8Array(b), true);
  if (types.isBoxedPrimitive(a)) return types.isBoxedPrimitive(b) && Object.is(a.valueOf(), b.valueOf());
  if (types.isSet(a)) return types.isSet(b) && a.size === b.size && [...a].every((item) => b.has(item) || [...b].some((other) => equal(item, other, strict, stack)));
  if (types.isMap(a)) return types.isMap(b) && a.size === b.size && sameEntries(a, b, strict, stack);
  if (types.isPromise(a) || types.isWeakMap(a) || types.isWeakSet(a)) return false;
  return true;
}
function sameEntries(a, b, strict, stack) {
  for (const [key, value] of a) {
    if (b.has(key)) {
      if (!equal(value, b.get(key), strict, stack)) return false;
    } else if (![...b].some(([other, item]) => equal(key, other, strict, stack) && equal(value, item, strict, stack))) {
      return false;
    }
  }
  return true;
}
function sameBytes(a, b, strict) {
  if (a.byteLength !== b.byteLength) return false;
  if (!strict && (types.isFloat32Array(a) || types.isFloat64Array(a))) return a.every((value, at) => value === b[at]);
  const left = new Uint8Array(a.buffer, a.byteOffset, a.byteLength);
  const right = new Uint8Array(b.buffer, b.byteOffset, b.byteLength);
  return left.every((byte, at) => byte === right[at]);
}
function ownKeys(value, strict) {
  if (types.isTypedArray(value)) return [];
  const keys = Object.keys(value);
  return strict ? keys.concat(Object.getOwnPropertySymbols(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key))) : keys;
}
function sameProperties(a, b, strict, stack) {
  const keys = ownKeys(a, strict);
  return keys.length === ownKeys(b, strict).length
    && keys.every((key) => Object.prototype.propertyIsEnumerable.call(b, key) && equal(a[key], b[key], strict, stack));
}

module.exports = { isDeepEqual, isDeepStrictEqual };
