// WebIDL: how interfaces look and how arguments are converted (https://webidl.spec.whatwg.org/).
const INTERNAL = ObjectFreeze({ __proto__: null });
const illegalConstructor = () => new TypeError("Illegal constructor");
const illegalInvocation = () => new TypeError("Illegal invocation");

function need(required, given, where) {
  if (given < required) {
    throw new TypeError(`${where}: ${required} argument${required > 1 ? "s" : ""} required, but only ${given} present.`);
  }
}

/** Gives a class the shape of an interface and puts it on the global object. */
function expose(name, constructor, tag = name) {
  const prototype = constructor.prototype;
  enumerate(prototype, (key) => key !== "constructor");
  enumerate(constructor, (key) => key !== "length" && key !== "name" && key !== "prototype");
  if (tag !== null) {
    ObjectDefineProperty(prototype, SymbolToStringTag,
      { __proto__: null, value: tag, writable: false, enumerable: false, configurable: true });
  }
  ObjectDefineProperty(constructor, "prototype", { __proto__: null, writable: false });
  if (constructor.name !== name) {
    ObjectDefineProperty(constructor, "name", { __proto__: null, value: name, configurable: true });
  }
  exposeValue(name, constructor);
}

function exposeValue(name, value) {
  ObjectDefineProperty(global, name,
    { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

function enumerate(object, wanted) {
  const keys = ReflectOwnKeys(object);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key === "string" && wanted(key)) {
      ObjectDefineProperty(object, key, { __proto__: null, enumerable: true });
    }
  }
}

/** Constants such as Event.NONE: on the interface and on its prototype. */
function constants(constructor, values) {
  const names = ObjectKeys(values);
  for (let i = 0; i < names.length; i++) {
    const descriptor = { __proto__: null, value: values[names[i]], enumerable: true, writable: false, configurable: false };
    ObjectDefineProperty(constructor, names[i], descriptor);
    ObjectDefineProperty(constructor.prototype, names[i], descriptor);
  }
}

/** Global functions: enumerable, as operations of the global scope are. */
function exposeFunctions(functions) {
  const names = ObjectKeys(functions);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const value = functions[name];
    if (value.name !== name) ObjectDefineProperty(value, "name", { __proto__: null, value: name, configurable: true });
    ObjectDefineProperty(global, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  }
}

function exposeGetter(name, get, set) {
  ObjectDefineProperty(get, "name", { __proto__: null, value: `get ${name}`, configurable: true });
  ObjectDefineProperty(global, name, { __proto__: null, get, set, enumerable: true, configurable: true });
}

const isObject = (value) => value !== null && (typeof value === "object" || typeof value === "function");
const toStr = (value) => (typeof value === "string" ? value : `${value}`);
const toUSV = (value) => strWellFormed(typeof value === "string" ? value : `${value}`);

function toByteString(value, where) {
  const text = toStr(value);
  for (let i = 0; i < text.length; i++) {
    if (strAt(text, i) > 255) {
      throw new TypeError(`${where}: Cannot convert argument to a ByteString because the character at index ${i} `
        + `has a value of ${strAt(text, i)} which is greater than 255.`);
    }
  }
  return text;
}

/** [EnforceRange] integers of up to 64 bits. */
function enforceRange(value, low, high, where) {
  const number = +value;
  if (!NumberIsFinite(number)) throw new TypeError(`${where}: value is not a finite number`);
  const whole = MathTrunc(number);
  if (whole < low || whole > high) throw new TypeError(`${where}: value is outside the range [${low}, ${high}]`);
  return whole + 0;
}
const toUint16 = (value) => ((+value) & 0xffff) >>> 0;
const toUint32 = (value) => (+value) >>> 0;
const toInt32 = (value) => (+value) | 0;

function toUnsignedLongLong(value) {
  const number = +value;
  if (!NumberIsFinite(number)) return 0;
  const whole = MathTrunc(number) % 18446744073709551616;
  return whole < 0 ? whole + 18446744073709551616 : whole + 0;
}
function clampLongLong(value) {
  const number = +value;
  if (NumberIsNaN(number)) return 0;
  const bounded = MathMin(MathMax(number, -MAX_SAFE), MAX_SAFE);
  const floor = MathFloor(bounded);
  const rest = bounded - floor;
  if (rest < 0.5) return floor + 0;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor + 0 : floor + 1;
}
function toDouble(value, where) {
  const number = +value;
  if (!NumberIsFinite(number)) throw new TypeError(`${where}: The provided double value is non-finite.`);
  return number;
}

/** A dictionary argument: undefined and null are empty, anything else must be an object. */
function toDictionary(value, where) {
  if (value === undefined || value === null) return null;
  if (!isObject(value)) throw new TypeError(`${where}: The provided value is not an object.`);
  return value;
}
function toFunction(value, where) {
  if (typeof value !== "function") throw new TypeError(`${where}: The provided value is not a function.`);
  return value;
}
function toEnum(value, allowed, where) {
  const text = toStr(value);
  if (!arrIncludes(allowed, text)) {
    throw new TypeError(`${where}: The provided value '${text}' is not a valid enum value.`);
  }
  return text;
}

/** sequence<any> from an iterable whose @@iterator was already read. */
function listFrom(iterable, method, where) {
  const iterator = ReflectApply(method, iterable, []);
  if (!isObject(iterator)) throw new TypeError(`${where}: The iterator is not an object.`);
  const next = iterator.next;
  const list = [];
  for (;;) {
    const step = ReflectApply(next, iterator, []);
    if (!isObject(step)) throw new TypeError(`${where}: Iterator result ${toStr(step)} is not an object`);
    if (step.done) return list;
    arrPush(list, step.value);
  }
}
function toSequence(value, where) {
  if (!isObject(value)) throw new TypeError(`${where}: The provided value cannot be converted to a sequence.`);
  const method = value[SymbolIterator];
  if (typeof method !== "function") throw new TypeError(`${where}: The object must have a callable @@iterator property.`);
  return listFrom(value, method, where);
}

function isArrayBuffer(value) {
  if (!isObject(value)) return false;
  try {
    bufferByteLength(value);
    return true;
  } catch {
    return false;
  }
}
function isSharedBuffer(value) {
  if (!isObject(value)) return false;
  try {
    sharedByteLength(value);
    return true;
  } catch {
    return false;
  }
}
const isTyped = (value) => isView(value) && typedTag(value) !== undefined;
const bufferOf = (view) => (typedTag(view) !== undefined ? typedBuffer(view) : viewBuffer(view));
const byteOffsetOf = (view) => (typedTag(view) !== undefined ? typedByteOffset(view) : viewByteOffset(view));
const byteLengthOf = (view) => (typedTag(view) !== undefined ? typedByteLength(view) : viewByteLength(view));
const isBufferSource = (value) => isView(value) || isArrayBuffer(value);

/** The bytes of a BufferSource, sharing its memory. */
function bytesOf(source) {
  if (isView(source)) {
    if (typedTag(source) !== undefined) {
      if (isArrayBuffer(typedBuffer(source)) && bufferDetached(typedBuffer(source))) return new Uint8Array(0);
      return new Uint8Array(typedBuffer(source), typedByteOffset(source), typedByteLength(source));
    }
    return new Uint8Array(viewBuffer(source), viewByteOffset(source), viewByteLength(source));
  }
  return isArrayBuffer(source) && bufferDetached(source) ? new Uint8Array(0) : new Uint8Array(source);
}
/** The bytes of a BufferSource, copied. */
function copyOf(source) {
  return typedSlice(bytesOf(source));
}
function concatBytes(chunks, total) {
  const all = new Uint8Array(total);
  let at = 0;
  for (let i = 0; i < chunks.length; i++) {
    typedSet(all, chunks[i], at);
    at += typedByteLength(chunks[i]);
  }
  return all;
}

/** Pair iterators of Headers, URLSearchParams, FormData: live over an indexed source. */
function pairIteration(name, constructor, pairAt) {
  const prototype = ObjectCreate(IteratorPrototype);
  const positions = new WeakMap();
  const methods = {
    next() {
      const state = isObject(this) ? weakGet(positions, this) : undefined;
      if (state === undefined) throw illegalInvocation();
      const pair = pairAt(state.target, state.index);
      if (pair === undefined) return { value: undefined, done: true };
      state.index++;
      return { value: state.kind === 0 ? pair : pair[state.kind - 1], done: false };
    },
  };
  ObjectDefineProperty(prototype, "next",
    { __proto__: null, value: methods.next, writable: true, enumerable: true, configurable: true });
  ObjectDefineProperty(prototype, SymbolToStringTag, { __proto__: null, value: `${name} Iterator`, configurable: true });
  const start = (target, kind) => {
    pairAt(target, MAX_SAFE);
    const iterator = ObjectCreate(prototype);
    weakSet(positions, iterator, { target, kind, index: 0 });
    return iterator;
  };
  const iteration = {
    entries() { return start(this, 0); },
    keys() { return start(this, 1); },
    values() { return start(this, 2); },
    forEach(callback, thisArg = undefined) {
      pairAt(this, MAX_SAFE);
      need(1, arguments.length, `Failed to execute 'forEach' on '${name}'`);
      toFunction(callback, `Failed to execute 'forEach' on '${name}'`);
      for (let i = 0; ; i++) {
        const pair = pairAt(this, i);
        if (pair === undefined) return;
        ReflectApply(callback, thisArg, [pair[1], pair[0], this]);
      }
    },
  };
  const names = ["entries", "keys", "values", "forEach"];
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(constructor.prototype, names[i],
      { __proto__: null, value: iteration[names[i]], writable: true, enumerable: true, configurable: true });
  }
  ObjectDefineProperty(constructor.prototype, SymbolIterator,
    { __proto__: null, value: iteration.entries, writable: true, enumerable: false, configurable: true });
}

// DOMException is a real error object, so that engines and tools treat it as one.
const CODES = {
  __proto__: null, IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5,
  NoModificationAllowedError: 7, NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10,
  InvalidStateError: 11, SyntaxError: 12, InvalidModificationError: 13, NamespaceError: 14,
  InvalidAccessError: 15, TypeMismatchError: 17, SecurityError: 18, NetworkError: 19, AbortError: 20,
  URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23, InvalidNodeTypeError: 24, DataCloneError: 25,
};
let isDOMException;
let exceptionName;
let exceptionMessage;
class Returned {
  constructor(object) { return object; }
}
class ExceptionSlots extends Returned {
  #name;
  #message;
  constructor(object, message, name) {
    super(object);
    this.#message = message;
    this.#name = name;
  }
  static {
    isDOMException = (value) => isObject(value) && #name in value;
    exceptionName = (value) => value.#name;
    exceptionMessage = (value) => value.#message;
  }
}
function DOMException(message = "", name = "Error") {
  if (new.target === undefined) throw new TypeError("Class constructor DOMException cannot be invoked without 'new'");
  const text = toStr(message);
  const kind = toStr(name);
  const exception = new ExceptionSlots(ReflectConstruct(Error, [], new.target), text, kind);
  captureStack(exception, DOMException);
  return exception;
}
DOMException.prototype = {
  __proto__: Error.prototype,
  get name() { return exceptionName(this); },
  get message() { return exceptionMessage(this); },
  get code() { return CODES[exceptionName(this)] ?? 0; },
};
ObjectDefineProperty(DOMException.prototype, "constructor",
  { __proto__: null, value: DOMException, writable: true, enumerable: false, configurable: true });
constants(DOMException, {
  INDEX_SIZE_ERR: 1, DOMSTRING_SIZE_ERR: 2, HIERARCHY_REQUEST_ERR: 3, WRONG_DOCUMENT_ERR: 4,
  INVALID_CHARACTER_ERR: 5, NO_DATA_ALLOWED_ERR: 6, NO_MODIFICATION_ALLOWED_ERR: 7, NOT_FOUND_ERR: 8,
  NOT_SUPPORTED_ERR: 9, INUSE_ATTRIBUTE_ERR: 10, INVALID_STATE_ERR: 11, SYNTAX_ERR: 12,
  INVALID_MODIFICATION_ERR: 13, NAMESPACE_ERR: 14, INVALID_ACCESS_ERR: 15, VALIDATION_ERR: 16,
  TYPE_MISMATCH_ERR: 17, SECURITY_ERR: 18, NETWORK_ERR: 19, ABORT_ERR: 20, URL_MISMATCH_ERR: 21,
  QUOTA_EXCEEDED_ERR: 22, TIMEOUT_ERR: 23, INVALID_NODE_TYPE_ERR: 24, DATA_CLONE_ERR: 25,
});
expose("DOMException", DOMException);
