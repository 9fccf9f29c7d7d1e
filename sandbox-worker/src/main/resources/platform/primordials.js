// Intrinsics captured before user code runs, so that changing prototypes later cannot alter the platform.
const global = globalThis;
const {
  Array, ArrayBuffer, BigInt, Boolean, DataView, Date, Error, Function, JSON, Map, Math, Number, Object,
  Promise, Proxy, Reflect, RegExp, Set, String, Symbol, TypeError, RangeError, SyntaxError, EvalError,
  ReferenceError, URIError, AggregateError, Uint8Array, Uint16Array, Uint32Array, Int8Array, Int16Array,
  Int32Array, Uint8ClampedArray, Float32Array, Float64Array, BigInt64Array, BigUint64Array, WeakMap,
  WeakRef, WeakSet, FinalizationRegistry,
} = globalThis;
/** V8 installs these after a start-up snapshot is loaded: __bind captures them. */
let Float16Array;
let SharedArrayBuffer;
let WebAssembly;
let isErrorObject;
let sharedByteLength = () => { throw new TypeError("There are no shared buffers"); };
const lateCaptures = [];
function captureLate() {
  Float16Array = global.Float16Array;
  SharedArrayBuffer = global.SharedArrayBuffer;
  WebAssembly = global.WebAssembly;
  isErrorObject = global.Error.isError;
  if (SharedArrayBuffer !== undefined) sharedByteLength = getterOf(SharedArrayBuffer.prototype, "byteLength");
  for (let i = 0; i < lateCaptures.length; i++) lateCaptures[i]();
}
const uncurry = Function.prototype.bind.bind(Function.prototype.call);
const getterOf = (object, key) => uncurry(Object.getOwnPropertyDescriptor(object, key).get);

const ReflectApply = Reflect.apply;
const ReflectConstruct = Reflect.construct;
const ReflectOwnKeys = Reflect.ownKeys;
const ObjectAssign = Object.assign;
const ObjectCreate = Object.create;
const ObjectDefineProperty = Object.defineProperty;
const ObjectFreeze = Object.freeze;
const ObjectGetOwnPropertyDescriptor = Object.getOwnPropertyDescriptor;
const ObjectGetPrototypeOf = Object.getPrototypeOf;
const ObjectSetPrototypeOf = Object.setPrototypeOf;
const ObjectKeys = Object.keys;
const ObjectIs = Object.is;
const ObjectPrototype = Object.prototype;
const hasOwn = Object.hasOwn;
const objToString = uncurry(Object.prototype.toString);
const fnToString = uncurry(Function.prototype.toString);

const ArrayIsArray = Array.isArray;
const arrPush = uncurry(Array.prototype.push);
const arrShift = uncurry(Array.prototype.shift);
const arrPop = uncurry(Array.prototype.pop);
const arrSlice = uncurry(Array.prototype.slice);
const arrSplice = uncurry(Array.prototype.splice);
const arrJoin = uncurry(Array.prototype.join);
const arrSort = uncurry(Array.prototype.sort);
const arrIndexOf = uncurry(Array.prototype.indexOf);
const arrIncludes = uncurry(Array.prototype.includes);

const strAt = uncurry(String.prototype.charCodeAt);
const strCodePointAt = uncurry(String.prototype.codePointAt);
const strSlice = uncurry(String.prototype.slice);
const strIndexOf = uncurry(String.prototype.indexOf);
const strLastIndexOf = uncurry(String.prototype.lastIndexOf);
const strIncludes = uncurry(String.prototype.includes);
const strSplit = uncurry(String.prototype.split);
const strStarts = uncurry(String.prototype.startsWith);
const strEnds = uncurry(String.prototype.endsWith);
const strLower = uncurry(String.prototype.toLowerCase);
const strUpper = uncurry(String.prototype.toUpperCase);
const strTrim = uncurry(String.prototype.trim);
const strRepeat = uncurry(String.prototype.repeat);
const strPadStart = uncurry(String.prototype.padStart);
const strPadEnd = uncurry(String.prototype.padEnd);
const strReplaceAll = uncurry(String.prototype.replaceAll);
const strWellFormed = uncurry(String.prototype.toWellFormed);
const strIsWellFormed = uncurry(String.prototype.isWellFormed);
const fromCharCode = String.fromCharCode;
const fromCodePoint = String.fromCodePoint;
const regExec = uncurry(RegExp.prototype.exec);
const numToString = uncurry(Number.prototype.toString);
const symToString = uncurry(Symbol.prototype.toString);
const symDescription = getterOf(Symbol.prototype, "description");
const NumberIsNaN = Number.isNaN;
const NumberIsFinite = Number.isFinite;
const NumberIsInteger = Number.isInteger;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const MathTrunc = Math.trunc;
const MathFloor = Math.floor;
const MathMin = Math.min;
const MathMax = Math.max;
const MathAbs = Math.abs;
const MathSign = Math.sign;
const parseNumber = Number.parseInt;

const mapGet = uncurry(Map.prototype.get);
const mapSet = uncurry(Map.prototype.set);
const mapHas = uncurry(Map.prototype.has);
const mapDelete = uncurry(Map.prototype.delete);
const mapForEach = uncurry(Map.prototype.forEach);
const mapClear = uncurry(Map.prototype.clear);
const mapSize = getterOf(Map.prototype, "size");
const setAdd = uncurry(Set.prototype.add);
const setHas = uncurry(Set.prototype.has);
const setDelete = uncurry(Set.prototype.delete);
const setForEach = uncurry(Set.prototype.forEach);
const setSize = getterOf(Set.prototype, "size");
const weakGet = uncurry(WeakMap.prototype.get);
const weakSet = uncurry(WeakMap.prototype.set);
const weakHas = uncurry(WeakMap.prototype.has);
const weakRefDeref = uncurry(WeakRef.prototype.deref);

const TypedArray = Object.getPrototypeOf(Uint8Array);
const typedTag = getterOf(TypedArray.prototype, Symbol.toStringTag);
const typedBuffer = getterOf(TypedArray.prototype, "buffer");
const typedLength = getterOf(TypedArray.prototype, "length");
const typedByteLength = getterOf(TypedArray.prototype, "byteLength");
const typedByteOffset = getterOf(TypedArray.prototype, "byteOffset");
const typedSet = uncurry(TypedArray.prototype.set);
const typedSlice = uncurry(TypedArray.prototype.slice);
const typedFill = uncurry(TypedArray.prototype.fill);
const typedCopyWithin = uncurry(TypedArray.prototype.copyWithin);
const viewBuffer = getterOf(DataView.prototype, "buffer");
const viewByteLength = getterOf(DataView.prototype, "byteLength");
const viewByteOffset = getterOf(DataView.prototype, "byteOffset");
const bufferByteLength = getterOf(ArrayBuffer.prototype, "byteLength");
const bufferDetached = getterOf(ArrayBuffer.prototype, "detached");
const bufferResizable = getterOf(ArrayBuffer.prototype, "resizable");
const bufferMaxByteLength = getterOf(ArrayBuffer.prototype, "maxByteLength");
const bufferSlice = uncurry(ArrayBuffer.prototype.slice);
const bufferTransfer = uncurry(ArrayBuffer.prototype.transfer);
const isView = ArrayBuffer.isView;
const dateParse = Date.parse;
const dateGetTime = uncurry(Date.prototype.getTime);
const dateToISO = uncurry(Date.prototype.toISOString);
const regSource = getterOf(RegExp.prototype, "source");
const regFlags = getterOf(RegExp.prototype, "flags");
const bigintValueOf = uncurry(BigInt.prototype.valueOf);
const stringValueOf = uncurry(String.prototype.valueOf);
const numberValueOf = uncurry(Number.prototype.valueOf);
const booleanValueOf = uncurry(Boolean.prototype.valueOf);
const symbolValueOf = uncurry(Symbol.prototype.valueOf);
const errorToString = uncurry(Error.prototype.toString);
const captureStack = Error.captureStackTrace;
const jsonParse = JSON.parse;
const jsonStringify = JSON.stringify;
const SymbolIterator = Symbol.iterator;
const SymbolAsyncIterator = Symbol.asyncIterator;
const SymbolToStringTag = Symbol.toStringTag;
const IteratorPrototype = ObjectGetPrototypeOf(ObjectGetPrototypeOf([][Symbol.iterator]()));
const AsyncIteratorPrototype = ObjectGetPrototypeOf(ObjectGetPrototypeOf(async function* () {}.prototype));

const promiseThen = uncurry(Promise.prototype.then);
const promiseResolve = Promise.resolve.bind(Promise);
const promiseReject = Promise.reject.bind(Promise);
const promiseDeferred = Promise.withResolvers.bind(Promise);
/** "A promise resolved with" a value: always a new one, so that a promise takes the turns it takes in the standard. */
function promiseOf(value) {
  const deferred = promiseDeferred();
  deferred.resolve(value);
  return deferred.promise;
}
const noop = () => {};
/** A promise that is already fulfilled with undefined; shared because nothing can be added to it by users. */
const resolvedPromise = () => promiseResolve(undefined);
const handled = (promise) => {
  promiseThen(promise, undefined, noop);
  return promise;
};

/** Host functions; filled by __bind, never handed to user code. */
let host = null;
const needHost = () => {
  if (host === null) throw new TypeError("This operation is not available while the platform starts");
  return host;
};
/** The host sees a view's whole buffer: bytes that do not fill theirs are copied before they cross. */
const exact = (bytes) => (bufferByteLength(typedBuffer(bytes)) === typedByteLength(bytes) ? bytes : typedSlice(bytes));
/** Calls a named host operation; a failure becomes the exception the host names. */
function hostOp(name, a, b, c, d, e, f) {
  const result = needHost().op(name, a, b, c, d, e, f);
  if (typeof result === "string" && result.length > 0 && strAt(result, 0) === 0) {
    if (strAt(result, 1) === 0) return strSlice(result, 2);
    const at = strIndexOf(result, "\n");
    const kind = strSlice(result, 1, at);
    const message = strSlice(result, at + 1);
    if (kind === "TypeError") throw new TypeError(message);
    if (kind === "RangeError") throw new RangeError(message);
    if (kind === "QuotaExceededError") throw new QuotaExceededError(message);
    throw new DOMException(message, kind);
  }
  return result;
}
