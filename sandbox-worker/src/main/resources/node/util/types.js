// node:util/types. An object is what the engine made it, whatever its prototype says: methods that need the engine's own
// object tell.
"use strict";

const typedTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const tagOf = (value) => (ArrayBuffer.isView(value) ? Reflect.apply(typedTag, value, []) : undefined);
const accepts = (method, ...args) => (value) => {
  try {
    Reflect.apply(method, value, args);
    return true;
  } catch {
    return false;
  }
};
const getter = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
const named = (name) => (value) => isObject(value) && Object.prototype.toString.call(value) === `[object ${name}]`;
const source = (value) => (typeof value === "function" ? Function.prototype.toString.call(value) : "");
const prototypeOf = (make) => Object.getPrototypeOf(make);
const isArrayBuffer = accepts(getter(ArrayBuffer.prototype, "byteLength"));
const isSharedArrayBuffer = typeof SharedArrayBuffer === "undefined" ? () => false : accepts(getter(SharedArrayBuffer.prototype, "byteLength"));
const isNumberObject = accepts(Number.prototype.valueOf);
const isStringObject = accepts(String.prototype.valueOf);
const isBooleanObject = accepts(Boolean.prototype.valueOf);
const isSymbolObject = accepts(Symbol.prototype.valueOf);
const isBigIntObject = accepts(BigInt.prototype.valueOf);
const boxed = (test) => (value) => typeof value === "object" && value !== null && test(value);
const asyncFunction = prototypeOf(async () => {});
const generators = [prototypeOf(function* () {}), prototypeOf(async function* () {})];
const generatorObjects = generators.map((each) => each.prototype);

const types = {
  isAnyArrayBuffer: (value) => isArrayBuffer(value) || isSharedArrayBuffer(value),
  isArgumentsObject: (value) => named("Arguments")(value) && !Object.hasOwn(value, Symbol.toStringTag),
  isArrayBuffer,
  isArrayBufferView: ArrayBuffer.isView,
  isAsyncFunction: (value) => typeof value === "function" && (Object.getPrototypeOf(value) === asyncFunction || Object.getPrototypeOf(value) === generators[1] || /^async\b/.test(source(value))),
  isBigIntObject: boxed(isBigIntObject),
  isBooleanObject: boxed(isBooleanObject),
  isBoxedPrimitive: boxed((value) => [isNumberObject, isStringObject, isBooleanObject, isSymbolObject, isBigIntObject].some((test) => test(value))),
  isCryptoKey: (value) => value instanceof CryptoKey,
  isDataView: accepts(getter(DataView.prototype, "byteLength")),
  isDate: accepts(Date.prototype.getTime),
  isGeneratorFunction: (value) => typeof value === "function" && generators.includes(Object.getPrototypeOf(value)),
  isGeneratorObject: (value) => isObject(value) && generatorObjects.some((each) => Object.prototype.isPrototypeOf.call(each, value)),
  isMap: accepts(getter(Map.prototype, "size")),
  isMapIterator: named("Map Iterator"),
  isModuleNamespaceObject: named("Module"),
  isNativeError: (value) => internals.isError(value),
  isNumberObject: boxed(isNumberObject),
  isPromise: (value) => value instanceof Promise,
  isRegExp: accepts(getter(RegExp.prototype, "source")),
  isSet: accepts(getter(Set.prototype, "size")),
  isSetIterator: named("Set Iterator"),
  isSharedArrayBuffer,
  isStringObject: boxed(isStringObject),
  isSymbolObject: boxed(isSymbolObject),
  isTypedArray: (value) => tagOf(value) !== undefined,
  isWeakMap: accepts(WeakMap.prototype.has, {}),
  isWeakSet: accepts(WeakSet.prototype.has, {}),
};
for (const name of ["Uint8Array", "Uint8ClampedArray", "Uint16Array", "Uint32Array", "Int8Array", "Int16Array", "Int32Array", "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"]) {
  types[`is${name}`] = (value) => tagOf(value) === name;
}
types.isRegExp = (value) => value !== RegExp.prototype && accepts(getter(RegExp.prototype, "source"))(value);
module.exports = types;
