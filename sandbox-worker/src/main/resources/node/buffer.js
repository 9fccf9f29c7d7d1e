// node:buffer
"use strict";

const { find, encodingOf } = require("./internal/encodings");
const { coded, invalidType, outOfRange, checkInteger } = require("./internal/errors");
const addNumbers = require("./internal/buffer-numbers");

const MOST_BYTES = 2 ** 32;
const LONGEST_TEXT = 536870888;
const customInspect = Symbol.for("nodejs.util.inspect.custom");

class FastBuffer extends Uint8Array {}

/** Deprecated as a constructor, and still called by older packages. */
function Buffer(value, encodingOrOffset, length) {
  return typeof value === "number" ? Buffer.alloc(value) : Buffer.from(value, encodingOrOffset, length);
}
Object.defineProperty(FastBuffer.prototype, "constructor", { value: Buffer, writable: true, configurable: true });
Buffer.prototype = FastBuffer.prototype;
Object.setPrototypeOf(Buffer, Uint8Array);

const isBytes = (value) => value instanceof Uint8Array;
const isAnyBuffer = (value) => value instanceof ArrayBuffer || (typeof SharedArrayBuffer === "function" && value instanceof SharedArrayBuffer);
const ofBytes = (bytes) => new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const ofText = (text, encoding) => ofBytes(encodingOf(encoding).encode(text));
function allocate(size) {
  checkInteger(size, "size", 0, MOST_BYTES);
  return new FastBuffer(size);
}
function ofArray(list) {
  const length = Number(list.length);
  const buffer = new FastBuffer(length > 0 ? length : 0);
  for (let i = 0; i < buffer.length; i++) buffer[i] = list[i];
  return buffer;
}

Object.assign(Buffer, {
  poolSize: 8192,
  from(value, encodingOrOffset, length) {
    if (typeof value === "string") return ofText(value, encodingOrOffset);
    if (typeof value === "object" && value !== null) {
      if (isAnyBuffer(value)) return new FastBuffer(value, encodingOrOffset, length);
      const primitive = typeof value.valueOf === "function" ? value.valueOf() : value;
      if (primitive !== null && primitive !== undefined && primitive !== value) return Buffer.from(primitive, encodingOrOffset, length);
      if (value.length !== undefined || isAnyBuffer(value.buffer)) return ofArray(value);
      if (value.type === "Buffer" && Array.isArray(value.data)) return ofArray(value.data);
      if (typeof value[Symbol.toPrimitive] === "function") {
        const text = value[Symbol.toPrimitive]("string");
        if (typeof text === "string") return ofText(text, encodingOrOffset);
      }
    }
    throw invalidType("first argument", "of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object", value);
  },
  alloc(size, fill, encoding) {
    const buffer = allocate(size);
    return fill === undefined || fill === 0 || size === 0 ? buffer : buffer.fill(fill, encoding);
  },
  allocUnsafe: allocate,
  allocUnsafeSlow: allocate,
  isBuffer: (value) => value instanceof Buffer,
  isEncoding: (name) => find(name) !== undefined,
  byteLength(value, encoding) {
    if (typeof value === "string") return encodingOf(encoding).encode(value).length;
    if (ArrayBuffer.isView(value) || isAnyBuffer(value)) return value.byteLength;
    throw invalidType("string", "of type string or an instance of Buffer or ArrayBuffer", value);
  },
  compare(a, b) {
    if (!isBytes(a)) throw invalidType("buf1", "an instance of Buffer or Uint8Array", a);
    if (!isBytes(b)) throw invalidType("buf2", "an instance of Buffer or Uint8Array", b);
    const shared = Math.min(a.length, b.length);
    for (let i = 0; i < shared; i++) {
      if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return Math.sign(a.length - b.length);
  },
  concat(list, total) {
    if (!Array.isArray(list)) throw invalidType("list", "an instance of Array", list);
    if (total === undefined) {
      total = 0;
      for (const item of list) total += item.length;
    }
    const buffer = allocate(total);
    let at = 0;
    for (let i = 0; i < list.length && at < total; i++) {
      const item = list[i];
      if (!isBytes(item)) throw invalidType(`list[${i}]`, "an instance of Buffer or Uint8Array", item);
      buffer.set(at + item.length > total ? item.subarray(0, total - at) : item, at);
      at += item.length;
    }
    return buffer;
  },
  copyBytesFrom(view, offset = 0, length = view.length - offset) {
    const part = view.slice(offset, offset + length);
    return new FastBuffer(part.buffer);
  },
});

/** The value to look for or fill with, as bytes or as a number. */
function needle(value, encoding) {
  if (typeof value === "string") return encodingOf(encoding).encode(value);
  if (isBytes(value)) return value;
  if (typeof value === "number" || typeof value === "boolean") return Number(value) & 255;
  throw invalidType("value", "of type number or string or an instance of Buffer or Uint8Array", value);
}
function search(buffer, value, from, encoding, step) {
  if (typeof from === "string") [from, encoding] = [undefined, from];
  const wanted = needle(value, encoding);
  const size = typeof wanted === "number" ? 1 : wanted.length;
  const last = buffer.length - size;
  let at = Number(from);
  if (Number.isNaN(at)) at = step > 0 ? 0 : buffer.length;
  at = Math.trunc(at);
  if (at < 0) at = Math.max(at + buffer.length, step > 0 ? 0 : -1);
  if (size === 0) return Math.min(at, buffer.length);
  if (typeof wanted === "number") return step > 0 ? Uint8Array.prototype.indexOf.call(buffer, wanted, at) : at < 0 ? -1 : Uint8Array.prototype.lastIndexOf.call(buffer, wanted, at);
  for (at = step > 0 ? at : Math.min(at, last); at >= 0 && at <= last; at += step) {
    let same = 0;
    while (same < size && buffer[at + same] === wanted[same]) same++;
    if (same === size) return at;
  }
  return -1;
}
const within = (value, length, absent) => {
  const at = Math.trunc(Number(value ?? absent)) || 0;
  return at < 0 ? 0 : Math.min(at, length);
};

const methods = {
  toString(encoding, start, end) {
    const { decode } = encodingOf(encoding);
    const from = within(start, this.length, 0);
    const to = within(end, this.length, this.length);
    return to <= from ? "" : decode(from === 0 && to === this.length ? this : this.subarray(from, to));
  },
  toJSON() {
    return { type: "Buffer", data: Array.from(this) };
  },
  equals(other) {
    if (!isBytes(other)) throw invalidType("otherBuffer", "an instance of Buffer or Uint8Array", other);
    return this === other || Buffer.compare(this, other) === 0;
  },
  compare(target, targetStart = 0, targetEnd = target?.length, start = 0, end = this.length) {
    if (!isBytes(target)) throw invalidType("target", "an instance of Buffer or Uint8Array", target);
    return Buffer.compare(this.subarray(start, end), target.subarray(targetStart, targetEnd));
  },
  copy(target, targetStart = 0, start = 0, end = this.length) {
    if (!isBytes(target)) throw invalidType("target", "an instance of Buffer or Uint8Array", target);
    if (start < 0 || start > this.length) throw outOfRange("sourceStart", `>= 0 && <= ${this.length}`, start);
    const room = target.length - targetStart;
    if (room <= 0 || end <= start) return 0;
    const part = this.subarray(start, Math.min(end, start + room));
    target.set(part, targetStart);
    return part.length;
  },
  slice(start, end) { return this.subarray(start, end); },
  write(text, offset, length, encoding) {
    if (typeof text !== "string") throw invalidType("argument", "of type string", text);
    if (typeof offset === "string") [offset, length, encoding] = [undefined, undefined, offset];
    else if (typeof length === "string") [length, encoding] = [undefined, length];
    const start = offset === undefined ? 0 : offset;
    checkInteger(start, "offset", 0, this.length);
    const room = Math.min(length ?? Infinity, this.length - start);
    const kind = encodingOf(encoding);
    let bytes = kind.encode(text);
    if (bytes.length > room) bytes = bytes.subarray(0, kind.name === "utf8" ? wholeCharacters(bytes, room) : kind.name === "utf16le" ? room & ~1 : room);
    this.set(bytes, start);
    return bytes.length;
  },
  fill(value, start, end, encoding) {
    if (typeof start === "string") [start, encoding] = [undefined, start];
    else if (typeof end === "string") [end, encoding] = [undefined, end];
    const from = start ?? 0;
    const to = end ?? this.length;
    checkInteger(from, "offset", 0, this.length);
    checkInteger(to, "end", 0, this.length);
    const bytes = needle(value, encoding);
    if (typeof bytes === "number") return Uint8Array.prototype.fill.call(this, bytes, from, to);
    if (bytes.length === 0) {
      if (typeof value === "string" && value !== "") throw coded(TypeError, "ERR_INVALID_ARG_VALUE", "The argument 'value' is invalid");
      return Uint8Array.prototype.fill.call(this, 0, from, to);
    }
    for (let i = from; i < to; i++) this[i] = bytes[(i - from) % bytes.length];
    return this;
  },
  indexOf(value, from, encoding) { return search(this, value, from, encoding, 1); },
  lastIndexOf(value, from, encoding) { return search(this, value, from, encoding, -1); },
  includes(value, from, encoding) { return search(this, value, from, encoding, 1) >= 0; },
  swap16() { return swap(this, 2); },
  swap32() { return swap(this, 4); },
  swap64() { return swap(this, 8); },
  toLocaleString(encoding, start, end) { return this.toString(encoding, start, end); },
  [customInspect](depth, options) {
    const most = module.exports.INSPECT_MAX_BYTES;
    const shown = Array.from(this.subarray(0, most), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const more = this.length > most ? ` ... ${this.length - most} more byte${this.length > most + 1 ? "s" : ""}` : "";
    return `<${this.constructor.name}${shown ? ` ${shown}` : ""}${more}>`;
  },
};
/** The most bytes, up to room, that end with a whole character. */
function wholeCharacters(bytes, room) {
  while (room > 0 && (bytes[room] & 0xc0) === 0x80) room--;
  return room;
}
function swap(buffer, size) {
  if (buffer.length % size !== 0) throw coded(RangeError, "ERR_INVALID_BUFFER_SIZE", `Buffer size must be a multiple of ${size * 8}-bits`);
  for (let at = 0; at < buffer.length; at += size) Uint8Array.prototype.reverse.call(new Uint8Array(buffer.buffer, buffer.byteOffset + at, size));
  return buffer;
}
for (const name of Reflect.ownKeys(methods)) {
  Object.defineProperty(Buffer.prototype, name, { value: methods[name], writable: true, configurable: true });
}
for (const [name, encoding] of Object.entries({ utf8: "utf8", latin1: "latin1", ascii: "ascii", hex: "hex", base64: "base64", base64url: "base64url", ucs2: "utf16le" })) {
  Object.defineProperty(Buffer.prototype, `${name}Slice`, { value(start, end) { return this.toString(encoding, start, end); }, writable: true, configurable: true });
  Object.defineProperty(Buffer.prototype, `${name}Write`, { value(text, offset, length) { return this.write(text, offset, length, encoding); }, writable: true, configurable: true });
}
Object.defineProperty(Buffer.prototype, "parent", { get() { return this instanceof Buffer ? this.buffer : undefined; }, configurable: true });
Object.defineProperty(Buffer.prototype, "offset", { get() { return this instanceof Buffer ? this.byteOffset : undefined; }, configurable: true });
addNumbers(Buffer.prototype);

const bytesOf = (value) => (isAnyBuffer(value) ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
module.exports = {
  Buffer,
  SlowBuffer: (size) => allocate(Number(size)),
  Blob,
  File,
  atob,
  btoa,
  kMaxLength: MOST_BYTES,
  kStringMaxLength: LONGEST_TEXT,
  constants: { MAX_LENGTH: MOST_BYTES, MAX_STRING_LENGTH: LONGEST_TEXT },
  INSPECT_MAX_BYTES: 50,
  isUtf8(input) {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(input));
      return true;
    } catch {
      return false;
    }
  },
  isAscii: (input) => bytesOf(input).every((byte) => byte < 128),
  transcode: (source, from, to) => ofText(encodingOf(from).decode(source), to),
};
