// node:zlib on the host's coders.
"use strict";

const { hostOp, exact } = internals;
const { Buffer } = require("./buffer");
const { nextTick } = require("./process");
const { Transform } = require("./stream");
const { coded, checkFunction, checkInteger, invalidType, outOfRange } = require("./internal/errors");

const constants = {
  Z_NO_FLUSH: 0, Z_PARTIAL_FLUSH: 1, Z_SYNC_FLUSH: 2, Z_FULL_FLUSH: 3, Z_FINISH: 4, Z_BLOCK: 5, Z_OK: 0, Z_STREAM_END: 1,
  Z_NEED_DICT: 2, Z_ERRNO: -1, Z_STREAM_ERROR: -2, Z_DATA_ERROR: -3, Z_MEM_ERROR: -4, Z_BUF_ERROR: -5, Z_VERSION_ERROR: -6,
  Z_NO_COMPRESSION: 0, Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1, Z_FILTERED: 1, Z_HUFFMAN_ONLY: 2,
  Z_RLE: 3, Z_FIXED: 4, Z_DEFAULT_STRATEGY: 0, Z_MIN_WINDOWBITS: 8, Z_MAX_WINDOWBITS: 15, Z_DEFAULT_WINDOWBITS: 15,
  Z_MIN_CHUNK: 64, Z_MAX_CHUNK: Infinity, Z_DEFAULT_CHUNK: 16384, Z_MIN_MEMLEVEL: 1, Z_MAX_MEMLEVEL: 9, Z_DEFAULT_MEMLEVEL: 8,
  Z_MIN_LEVEL: -1, Z_MAX_LEVEL: 9, Z_DEFAULT_LEVEL: -1,
};

/** One run of a coder: bytes in, pieces out. */
class Session {
  #id;
  #room;
  constructor(kind, format, options) {
    const level = options.level ?? constants.Z_DEFAULT_COMPRESSION;
    checkInteger(level, "options.level", -1, 9);
    if (options.dictionary !== undefined) throw coded(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "options.dictionary is not available");
    this.#room = options.maxOutputLength ?? Infinity;
    // 0 stands for the default level.
    this.#id = hostOp("coder.open", kind, format, level + 1);
  }
  #drain(operation, bytes) {
    const parts = [];
    try {
      for (let part = hostOp(operation, this.#id, bytes); part !== null && part.byteLength > 0; part = hostOp("coder.pull", this.#id)) {
        this.#room -= part.byteLength;
        if (this.#room < 0) throw coded(RangeError, "ERR_BUFFER_TOO_LARGE", "Cannot create a Buffer larger than maxOutputLength");
        parts.push(Buffer.from(part));
      }
    } catch (error) {
      this.close();
      if (error.code === "ERR_BUFFER_TOO_LARGE") throw error;
      const failure = coded(Error, /end|truncated|incomplete/i.test(error.message) ? "Z_BUF_ERROR" : "Z_DATA_ERROR", error.message);
      failure.errno = constants[failure.code];
      throw failure;
    }
    return parts;
  }
  push(bytes) { return this.#drain("coder.push", exact(bytes)); }
  finish() {
    const parts = this.#drain("coder.finish");
    this.close();
    return parts;
  }
  close() {
    if (this.#id !== 0) hostOp("coder.close", this.#id);
    this.#id = 0;
  }
}

function bytesOf(value) {
  if (typeof value === "string") return Buffer.from(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw invalidType("buffer", "of type string or an instance of Buffer, TypedArray, DataView, or ArrayBuffer", value);
}
/** gzip when the first bytes say so, zlib otherwise. */
const unzipFormat = (bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b ? "gzip" : "deflate");
function whole(kind, format, value, options = {}) {
  const bytes = bytesOf(value);
  const session = new Session(kind, format === "unzip" ? unzipFormat(bytes) : format, options);
  return Buffer.concat([...session.push(bytes), ...session.finish()]);
}

class Coder extends Transform {
  #session = null;
  #kind;
  #format;
  #options;
  constructor(kind, format, options = {}) {
    super(options);
    this.#kind = kind;
    this.#format = format;
    this.#options = options;
    this.bytesWritten = 0;
    if (format !== "unzip") this.#session = new Session(kind, format, options);
  }
  _transform(chunk, encoding, callback) {
    this.#step(callback, () => {
      const bytes = bytesOf(chunk);
      this.bytesWritten += bytes.length;
      this.#session ??= new Session(this.#kind, unzipFormat(bytes), this.#options);
      return this.#session.push(bytes);
    });
  }
  _flush(callback) { this.#step(callback, () => this.#session?.finish() ?? []); }
  _destroy(error, callback) {
    this.#session?.close();
    callback(error);
  }
  #step(callback, work) {
    try {
      for (const part of work()) this.push(part);
      callback();
    } catch (error) {
      callback(error);
    }
  }
  flush(kind, callback) {
    const done = typeof kind === "function" ? kind : callback;
    if (this.writableLength === 0) nextTick(done ?? (() => {}));
    else this.once("drain", done ?? (() => {}));
  }
  close(callback) {
    if (callback !== undefined) this.once("close", callback);
    this.destroy();
  }
}

const zlib = { constants, codes: Object.fromEntries(Object.entries(constants).filter(([name]) => /^Z_(OK|STREAM_END|NEED_DICT|.*ERROR|ERRNO)$/.test(name))) };
for (const [name, kind, format] of [
  ["Gzip", "compress", "gzip"], ["Gunzip", "decompress", "gzip"], ["Deflate", "compress", "deflate"], ["Inflate", "decompress", "deflate"],
  ["DeflateRaw", "compress", "deflate-raw"], ["InflateRaw", "decompress", "deflate-raw"], ["Unzip", "decompress", "unzip"],
]) {
  const method = name[0].toLowerCase() + name.slice(1);
  zlib[name] = { [name]: class extends Coder {
    constructor(options) {
      super(kind, format, options);
    }
  } }[name];
  zlib[`create${name}`] = (options) => new zlib[name](options);
  zlib[`${method}Sync`] = (value, options) => whole(kind, format, value, options);
  zlib[method] = (value, options, callback) => {
    if (typeof options === "function") [options, callback] = [{}, options];
    checkFunction(callback, "callback");
    let result;
    try {
      result = whole(kind, format, value, options);
    } catch (error) {
      if (error.code === "ERR_INVALID_ARG_TYPE") throw error;
      nextTick(callback, error);
      return;
    }
    nextTick(callback, null, result);
  };
}

let crcTable = null;
zlib.crc32 = (value, start = 0) => {
  if (start < 0 || start > 0xffffffff) throw outOfRange("value", ">= 0 && <= 4294967295", start);
  crcTable ??= Int32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
    return byte;
  });
  let crc = ~start;
  for (const byte of bytesOf(value)) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 255];
  return ~crc >>> 0;
};
module.exports = zlib;
