// Hash and Hmac of node:crypto. What they are given is kept until digest() asks for the result.
"use strict";

const { hostOp, exact } = internals;
const { Buffer } = require("../buffer");
const { Transform } = require("../stream");
const { secretBytes } = require("./crypto-key");
const { coded, checkString } = require("./errors");

const hashes = {
  __proto__: null, md5: "MD5", sha1: "SHA-1", sha224: "SHA-224", sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512",
  "sha512-224": "SHA-512/224", "sha512-256": "SHA-512/256", "sha3-224": "SHA3-224", "sha3-256": "SHA3-256",
  "sha3-384": "SHA3-384", "sha3-512": "SHA3-512",
};
/** The host's name of a hash: case and a hyphen make no difference. */
function hashName(name) {
  checkString(name, "algorithm");
  const lower = name.toLowerCase().replace(/^rsa-/, "");
  const found = hashes[lower] ?? hashes[lower.replace(/^sha-/, "sha")];
  if (found === undefined) throw coded(Error, "ERR_OSSL_EVP_UNSUPPORTED", `Digest method not supported: ${name}. There are ${Object.keys(hashes).join(", ")}`);
  return found;
}

class Digest extends Transform {
  #parts = [];
  #done = false;
  constructor(options) {
    super(options);
  }
  update(data, encoding) {
    if (this.#done) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    // A copy: the caller may use its buffer for something else before the end.
    this.#parts.push(Buffer.from(secretBytes(data, "data", encoding)));
    return this;
  }
  take() {
    if (this.#done) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.#done = true;
    return this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
  }
  copyTo(other) {
    if (this.#done) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    other.#parts = [...this.#parts];
    return other;
  }
  digest(encoding) {
    const bytes = Buffer.from(this.compute(exact(this.take())));
    return encoding === undefined || encoding === "buffer" ? bytes : bytes.toString(encoding);
  }
  _transform(chunk, encoding, callback) {
    this.update(chunk, encoding);
    callback();
  }
  _flush(callback) {
    this.push(this.digest());
    callback();
  }
}
class Hash extends Digest {
  #name;
  constructor(algorithm, options) {
    super(options);
    this.#name = hashName(algorithm);
  }
  compute(data) { return hostOp("digest", this.#name, data); }
  copy(options) {
    return this.copyTo(new Hash(this.#name.toLowerCase().replace("sha-", "sha").replace("/", "-"), options));
  }
}
class Hmac extends Digest {
  #name;
  #key;
  constructor(algorithm, key, options) {
    super(options);
    this.#name = hashName(algorithm);
    this.#key = Buffer.from(secretBytes(key, "key"));
  }
  compute(data) { return hostOp("hmac", this.#name, exact(this.#key), data); }
}
module.exports = { Hash, Hmac, hashName, hashes };
