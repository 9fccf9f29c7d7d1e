// structuredClone (https://html.spec.whatwg.org/#structured-cloning), serialising and deserialising in one walk.
const cloneError = (value, why) => {
  let text;
  try {
    text = typeof value === "symbol" ? symToString(value) : typeof value === "function" ? fnToString(value) : objToString(value);
  } catch {
    text = "a value";
  }
  return new DOMException(`${text} could not be cloned${why === undefined ? "" : `: ${why}`}.`, "DataCloneError");
};
const MAX_CLONE_DEPTH = 5000;

/** Clones a value; transfer is a list of transferable objects, which the original loses. */
function structuredCloneValue(value, transfer, received = null) {
  const memory = new Map();
  const transferSlots = new Map();
  for (let i = 0; i < transfer.length; i++) {
    const item = transfer[i];
    if (mapHas(transferSlots, item)) throw cloneError(item, "it is in the transfer list twice");
    if (!isArrayBuffer(item) && transferOf(item) === null) throw cloneError(item, "it cannot be transferred");
    mapSet(transferSlots, item, i);
  }
  // Cloning first with a stand-in for what is transferred: nothing is detached when cloning fails.
  const context = { memory, transferred: transferSlots, later: [], depth: 0 };
  const result = { value: undefined };
  cloneSlot(context, value, (copy) => {
    result.value = copy;
  });
  const copies = [];
  for (let i = 0; i < transfer.length; i++) {
    const item = transfer[i];
    if (isArrayBuffer(item)) {
      if (bufferDetached(item)) throw cloneError(item, "it is detached");
      try {
        arrPush(copies, transferBuffer(item));
      } catch {
        throw cloneError(item, "it cannot be transferred");
      }
    } else {
      arrPush(copies, transferOf(item)(item));
    }
  }
  for (let i = 0; i < context.later.length; i++) context.later[i](copies);
  if (received !== null) for (let i = 0; i < copies.length; i++) arrPush(received, copies[i]);
  return result.value;
}
/** How an object of the platform is transferred: a function that makes the new one, or null. */
let transferOf = () => null;

/** Clones a value and hands it to place, at once or, for what is transferred, after the transfer. */
function cloneSlot(context, value, place) {
  if (typeof value === "symbol") throw cloneError(value);
  if (!isObject(value)) return place(value);
  const index = mapGet(context.transferred, value);
  if (index !== undefined) {
    arrPush(context.later, (copies) => place(copies[index]));
    return;
  }
  const known = mapGet(context.memory, value);
  if (known !== undefined) {
    if (known.waiting !== null) arrPush(known.waiting, place);
    else place(known.copy);
    return;
  }
  if (typeof value === "function") throw cloneError(value);
  if (++context.depth > MAX_CLONE_DEPTH) throw new RangeError("Maximum call stack size exceeded");
  cloneObject(context, value, place);
  context.depth--;
}
function remember(context, value, copy) {
  mapSet(context.memory, value, { copy, waiting: null });
  return copy;
}
/** Runs an accessor that checks its receiver; undefined for objects of other kinds. */
function cloneObject(context, value, place) {
  if (isView(value)) return cloneView(context, value, place);
  // Most are plain, and are not asked one after the other what else they could be: each "no" is a thrown exception.
  const prototype = ObjectGetPrototypeOf(value);
  if (ArrayIsArray(value)) return cloneInto(context, value, new Array(value.length), place);
  if (prototype === ObjectPrototype && !isErrorObject(value)) return cloneInto(context, value, {}, place);
  const time = prototype === Date.prototype ? attempt(dateGetTime, value) : undefined;
  if (time !== undefined) return place(remember(context, value, new Date(time)));
  const copy = cloneWhole(context, value);
  if (copy !== undefined) return place(remember(context, value, copy));
  if (attempt(mapSize, value) !== undefined) return place(cloneMap(context, value));
  if (attempt(setSize, value) !== undefined) return place(cloneSet(context, value));
  if (isErrorObject(value)) return place(cloneErrorObject(context, value));
  if (isPlatformObject(value)) throw cloneError(value);
  return cloneInto(context, value, {}, place);
}
function cloneInto(context, value, copy, place) {
  remember(context, value, copy);
  cloneProperties(context, value, copy);
  return place(copy);
}
/** Objects without references to others; undefined for the rest. */
function cloneWhole(context, value) {
  if (isArrayBuffer(value)) {
    if (bufferDetached(value)) throw cloneError(value, "it is detached");
    if (!bufferResizable(value)) return bufferSlice(value, 0);
    const copy = new ArrayBuffer(bufferByteLength(value), { __proto__: null, maxByteLength: bufferMaxByteLength(value) });
    typedSet(new Uint8Array(copy), new Uint8Array(value));
    return copy;
  }
  if (isSharedBuffer(value)) return value;
  const time = attempt(dateGetTime, value);
  if (time !== undefined) return new Date(time);
  if (isRegExp(value)) return new RegExp(regSource(value), regFlags(value));
  const number = attempt(numberValueOf, value);
  if (number !== undefined) return Object(number);
  const text = attempt(stringValueOf, value);
  if (text !== undefined) return Object(text);
  const boolean = attempt(booleanValueOf, value);
  if (boolean !== undefined) return Object(boolean);
  const big = attempt(bigintValueOf, value);
  if (big !== undefined) return Object(big);
  if (attempt(symbolValueOf, value) !== undefined) throw cloneError(value);
  const file = fileState(value);
  if (file !== undefined) return newFile(blobState(value), file.name, file.lastModified);
  const blob = blobState(value);
  if (blob !== undefined) return newBlob(blob);
  if (isDOMException(value)) return cloneException(value);
  const key = keyState(value);
  if (key !== undefined) return publicKey(key);
  if (isWasmModule(value)) return value;
  return undefined;
}
function isRegExp(value) {
  try {
    regSource(value);
    return value !== RegExp.prototype;
  } catch {
    return false;
  }
}
function cloneException(value) {
  const quota = quotaState(value);
  const copy = quota !== undefined ? new QuotaExceededError(exceptionMessage(value), quota)
    : new DOMException(exceptionMessage(value), exceptionName(value));
  const stack = ownData(value, "stack");
  if (typeof stack === "string") copy.stack = stack;
  return copy;
}
function cloneView(context, value, place) {
  const buffer = bufferOf(value);
  const tag = typedTag(value);
  const tracking = isLengthTracking(value, buffer);
  const offset = byteOffsetOf(value);
  const length = tag === undefined ? byteLengthOf(value) : typedLength(value);
  if (isArrayBuffer(buffer) && bufferDetached(buffer) && !mapHas(context.transferred, buffer)) throw cloneError(value, "its buffer is detached");
  if (isOutOfBounds(value, buffer)) throw cloneError(value, "it is out of bounds");
  const known = { copy: undefined, waiting: [] };
  mapSet(context.memory, value, known);
  arrPush(known.waiting, place);
  cloneSlot(context, buffer, (copy) => {
    const constructor = tag === undefined ? DataView : VIEW_TYPES[tag];
    known.copy = tracking ? new constructor(copy, offset) : new constructor(copy, offset, length);
    const waiting = known.waiting;
    known.waiting = null;
    for (let i = 0; i < waiting.length; i++) waiting[i](known.copy);
  });
}
/** Whether a view follows the length of its resizable buffer: it changes when the buffer does. */
function isLengthTracking(view, buffer) {
  if (!isArrayBuffer(buffer) || !bufferResizable(buffer)) return false;
  const size = bufferByteLength(buffer);
  const most = bufferMaxByteLength(buffer);
  const step = ELEMENT_SIZES[typedTag(view)] ?? 1;
  if (size + step > most) return false;
  const before = byteLengthOf(view);
  bufferResize(buffer, size + step);
  const after = byteLengthOf(view);
  bufferResize(buffer, size);
  return after !== before;
}
const bufferResize = uncurry(ArrayBuffer.prototype.resize);
function isOutOfBounds(view, buffer) {
  if (!isArrayBuffer(buffer) || bufferDetached(buffer)) return false;
  if (typedTag(view) === undefined) return attempt(viewByteOffset, view) === undefined;
  return bufferResizable(buffer) && typedLength(view) === 0 && typedByteOffset(view) === 0 && attempt(() => typedSlice(view), view) === undefined;
}
function cloneMap(context, value) {
  const copy = remember(context, value, new Map());
  const entries = [];
  mapForEach(value, (item, key) => arrPush(entries, key, item));
  for (let i = 0; i < entries.length; i += 2) {
    const pair = [undefined, undefined];
    let left = 2;
    const done = () => {
      if (--left === 0) mapSet(copy, pair[0], pair[1]);
    };
    cloneSlot(context, entries[i], (key) => {
      pair[0] = key;
      done();
    });
    cloneSlot(context, entries[i + 1], (item) => {
      pair[1] = item;
      done();
    });
  }
  return copy;
}
function cloneSet(context, value) {
  const copy = remember(context, value, new Set());
  const entries = [];
  setForEach(value, (item) => arrPush(entries, item));
  for (let i = 0; i < entries.length; i++) cloneSlot(context, entries[i], (item) => setAdd(copy, item));
  return copy;
}
const ERROR_TYPES = { __proto__: null, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
function cloneErrorObject(context, value) {
  const name = value.name;
  const kind = name === undefined ? "Error" : toStr(name);
  const constructor = ERROR_TYPES[kind] ?? Error;
  const descriptor = ObjectGetOwnPropertyDescriptor(value, "message");
  const real = remember(context, value, new constructor());
  delete real.stack;
  if (descriptor !== undefined && "value" in descriptor) hidden(real, "message", toStr(descriptor.value));
  const stack = ownData(value, "stack") ?? value.stack;
  if (typeof stack === "string") hidden(real, "stack", stack);
  if (hasOwn(value, "cause")) cloneSlot(context, value.cause, (cause) => hidden(real, "cause", cause));
  return real;
}
function hidden(object, key, value) {
  ObjectDefineProperty(object, key, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}
function cloneProperties(context, value, copy) {
  const keys = ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (!hasOwn(value, key)) continue;
    cloneSlot(context, value[key], (item) => defineEntry(copy, key, item));
  }
}
/** Objects that are neither plain nor cloneable: those of the platform, and V8's own of other kinds. */
function isPlatformObject(value) {
  if (isReadable(value) || isWritable(value) || headersState(value) !== undefined || requestState(value) !== undefined
    || responseState(value) !== undefined || paramsList(value) !== undefined || isUrl(value) || formEntries(value) !== undefined
    || isAbortSignal(value) || eventState(value) !== undefined || transferOf(value) !== null || isEventTarget(value)) return true;
  if (attempt(weakSizeProbe, value) !== undefined) return true;
  try {
    promiseProbe(value);
    return true;
  } catch {
    return value === global;
  }
}
const weakSizeProbe = (value) => {
  weakHas(value, INTERNAL);
  return true;
};
const promiseProbe = (value) => {
  if (objToString(value) !== "[object Promise]") throw INTERNAL;
  promiseThen(value, noop, noop);
};
let wasmModuleExports = null;
arrPush(lateCaptures, () => {
  if (WebAssembly !== undefined) wasmModuleExports = WebAssembly.Module.exports;
});
const isWasmModule = (value) => wasmModuleExports !== null && attempt(wasmModuleExports, value) !== undefined;

exposeFunctions({
  structuredClone(value, options = {}) {
    need(1, arguments.length, "Failed to execute 'structuredClone'");
    const init = toDictionary(options, "Failed to execute 'structuredClone'");
    const transfer = init === null || init.transfer === undefined ? [] : toSequence(init.transfer, "Failed to execute 'structuredClone'");
    return structuredCloneValue(value, transfer);
  },
});
