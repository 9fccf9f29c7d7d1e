// Keys of node:crypto: bytes that only those see who ask for them.
"use strict";

const { Buffer } = require("../buffer");
const { invalidType } = require("./errors");

class KeyObject {
  #bytes;
  constructor(bytes) {
    this.#bytes = bytes;
  }
  static ofBytes(bytes) { return new KeyObject(Buffer.from(bytes)); }
  static bytesOf(key) { return key.#bytes; }
  static isKey(value) { return typeof value === "object" && value !== null && #bytes in value; }
  get type() { return "secret"; }
  get symmetricKeySize() { return this.#bytes.length; }
  equals(other) { return KeyObject.isKey(other) && this.#bytes.equals(other.#bytes); }
  export(options = {}) {
    return options.format === "jwk" ? { kty: "oct", k: this.#bytes.toString("base64url") } : Buffer.from(this.#bytes);
  }
}

/** Bytes of a key, a password or data that is text, bytes or a KeyObject. */
function secretBytes(value, name, encoding) {
  if (typeof value === "string") return Buffer.from(value, encoding);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (KeyObject.isKey(value)) return KeyObject.bytesOf(value);
  throw invalidType(name, "of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView or KeyObject", value);
}
module.exports = { KeyObject, secretBytes };
