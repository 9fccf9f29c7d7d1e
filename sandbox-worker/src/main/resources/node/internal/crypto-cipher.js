// AES of node:crypto. The input is kept until final(), which gives the whole output: update() gives none.
"use strict";

const { hostOp, exact } = internals;
const { Buffer } = require("../buffer");
const { Transform } = require("../stream");
const { secretBytes } = require("./crypto-key");
const { coded, checkString } = require("./errors");

const ciphers = { __proto__: null };
for (const bits of [128, 192, 256]) {
  ciphers[`aes-${bits}-cbc`] = { mode: "cbc", keyLength: bits / 8, ivLength: 16, blockSize: 16 };
  ciphers[`aes-${bits}-ctr`] = { mode: "ctr", keyLength: bits / 8, ivLength: 16 };
  ciphers[`aes-${bits}-gcm`] = { mode: "gcm", keyLength: bits / 8, ivLength: 12 };
}
function cipherInfo(name) {
  const found = ciphers[String(name).toLowerCase()];
  return found === undefined ? undefined : { name: String(name).toLowerCase(), ...found };
}

class Cipher extends Transform {
  #cipher;
  #encrypts;
  #key;
  #iv;
  #parts = [];
  #additional = Buffer.alloc(0);
  #tag = null;
  #tagLength;
  #done = false;
  constructor(encrypts, algorithm, key, iv, options = {}) {
    super(options);
    checkString(algorithm, "cipher");
    this.#cipher = ciphers[algorithm.toLowerCase()];
    if (this.#cipher === undefined) throw coded(Error, "ERR_CRYPTO_UNKNOWN_CIPHER", `Unknown cipher ${algorithm}. There are ${Object.keys(ciphers).join(", ")}`);
    this.#encrypts = encrypts;
    this.#key = Buffer.from(secretBytes(key, "key"));
    this.#iv = Buffer.from(secretBytes(iv, "iv"));
    this.#tagLength = options.authTagLength ?? 16;
    if (this.#key.length !== this.#cipher.keyLength) throw coded(RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
    if (this.#cipher.mode === "gcm" ? this.#iv.length === 0 : this.#iv.length !== 16) throw coded(TypeError, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
  }
  update(data, inputEncoding, outputEncoding) {
    if (this.#done) throw coded(Error, "ERR_CRYPTO_INVALID_STATE", "Invalid state for operation update");
    this.#parts.push(Buffer.from(secretBytes(data, "data", inputEncoding)));
    return outputEncoding ? "" : Buffer.alloc(0);
  }
  final(encoding) {
    if (this.#done) throw coded(Error, "ERR_CRYPTO_INVALID_STATE", "Unsupported state");
    this.#done = true;
    let output;
    try {
      output = Buffer.from(this.#run(Buffer.concat(this.#parts)));
    } catch {
      throw coded(Error, "ERR_OSSL_BAD_DECRYPT", this.#cipher.mode === "gcm" ? "Unsupported state or unable to authenticate data" : "bad decrypt");
    }
    if (this.#cipher.mode === "gcm" && this.#encrypts) {
      this.#tag = output.subarray(output.length - this.#tagLength);
      output = output.subarray(0, output.length - this.#tagLength);
    }
    return encoding ? output.toString(encoding) : output;
  }
  #run(data) {
    const key = exact(this.#key);
    const iv = exact(this.#iv);
    if (this.#cipher.mode === "ctr") return hostOp("aes.ctr", 128, key, iv, exact(data));
    if (this.#cipher.mode === "cbc") return hostOp("aes.cbc", this.#encrypts, key, iv, exact(data));
    const input = this.#encrypts ? data : Buffer.concat([data, this.#tag ?? Buffer.alloc(0)]);
    return hostOp("aes.gcm", this.#encrypts, key, iv, exact(input), exact(this.#additional), 8 * (this.#tag?.length ?? this.#tagLength));
  }
  setAAD(data, options) {
    this.#additional = Buffer.concat([this.#additional, Buffer.from(secretBytes(data, "buffer", options?.encoding))]);
    return this;
  }
  getAuthTag() {
    if (this.#tag === null) throw coded(Error, "ERR_CRYPTO_INVALID_STATE", "Invalid state for operation getAuthTag");
    return this.#tag;
  }
  setAuthTag(tag, encoding) {
    this.#tag = Buffer.from(secretBytes(tag, "buffer", encoding));
    return this;
  }
  setAutoPadding(wanted = true) {
    if (!wanted) throw coded(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "setAutoPadding(false) is not available");
    return this;
  }
  _transform(chunk, encoding, callback) {
    this.update(chunk, encoding);
    callback();
  }
  _flush(callback) {
    try {
      this.push(this.final());
      callback();
    } catch (error) {
      callback(error);
    }
  }
}
class Cipheriv extends Cipher {
  constructor(...args) {
    super(true, ...args);
  }
}
class Decipheriv extends Cipher {
  constructor(...args) {
    super(false, ...args);
  }
}
module.exports = { Cipheriv, Decipheriv, ciphers, cipherInfo };
