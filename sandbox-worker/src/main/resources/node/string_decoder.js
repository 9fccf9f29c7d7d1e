// node:string_decoder
"use strict";

const { Buffer } = require("node:buffer");
const { encodingOf } = require("./internal/encodings");
const { invalidType } = require("./internal/errors");

/** How many bytes at the end begin something that more bytes may complete. */
const PENDING = {
  __proto__: null,
  utf8(bytes) {
    for (let back = 1; back <= Math.min(3, bytes.length); back++) {
      const byte = bytes[bytes.length - back];
      if (byte < 0x80) return 0;
      if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
    }
    return 0;
  },
  utf16le(bytes) {
    const odd = bytes.length % 2;
    const high = bytes[bytes.length - 1 - odd];
    return bytes.length - odd >= 2 && high >= 0xd8 && high <= 0xdb ? odd + 2 : odd;
  },
  base64: (bytes) => bytes.length % 3,
  base64url: (bytes) => bytes.length % 3,
};

class StringDecoder {
  #encoding;
  #rest = Buffer.alloc(0);
  constructor(encoding) {
    this.#encoding = encodingOf(encoding);
  }
  get encoding() { return this.#encoding.name; }
  get lastNeed() { return this.#rest.length > 0 ? 1 : 0; }
  get lastTotal() { return this.#rest.length; }
  write(input) {
    if (typeof input === "string") return input;
    if (!ArrayBuffer.isView(input)) throw invalidType("buf", "an instance of Buffer, TypedArray, or DataView", input);
    const view = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
    const bytes = this.#rest.length === 0 ? view : Buffer.concat([this.#rest, view]);
    const pending = PENDING[this.#encoding.name]?.(bytes) ?? 0;
    this.#rest = Buffer.from(bytes.subarray(bytes.length - pending));
    return pending === bytes.length ? "" : this.#encoding.decode(bytes.subarray(0, bytes.length - pending));
  }
  end(input) {
    const text = input === undefined ? "" : this.write(input);
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return rest.length === 0 ? text : text + this.#encoding.decode(rest);
  }
}
module.exports = { StringDecoder };
