// node:crypto on the host's operations. They run in the call; the forms with a callback answer afterwards.
"use strict";

const { hostOp, exact, randomBytes: randomBuffer } = internals;
const { Buffer } = require("./buffer");
const { nextTick } = require("./process");
const { encodingOf } = require("./internal/encodings");
const { coded, invalidType, outOfRange, checkFunction, checkInteger, checkString } = require("./internal/errors");
const { Hash, Hmac, hashName, hashes } = require("./internal/crypto-hash");
const { Cipheriv, Decipheriv, ciphers, cipherInfo } = require("./internal/crypto-cipher");
const { KeyObject, secretBytes } = require("./internal/crypto-key");
const { scryptBytes } = require("./internal/scrypt");
const web = globalThis.crypto;
const MOST_RANDOM = 2 ** 31 - 1;
const PIECE = 65536;

/** What a function gives, handed to a callback later. */
function answer(callback, work) {
  checkFunction(callback, "callback");
  let result;
  let failure = null;
  try {
    result = work();
  } catch (error) {
    failure = error;
  }
  nextTick(() => (failure === null ? callback(null, result) : callback(failure)));
}

function fillRandom(bytes) {
  for (let at = 0; at < bytes.length; at += PIECE) bytes.set(randomBuffer(Math.min(PIECE, bytes.length - at)), at);
  return bytes;
}
function randomBytes(size, callback) {
  checkInteger(size, "size", 0, MOST_RANDOM);
  const make = () => fillRandom(Buffer.alloc(size));
  return callback === undefined ? make() : answer(callback, make);
}
function randomFillSync(target, offset = 0, size) {
  if (!ArrayBuffer.isView(target) && !(target instanceof ArrayBuffer)) throw invalidType("buf", "an instance of ArrayBuffer, Buffer, TypedArray, or DataView", target);
  const bytes = ArrayBuffer.isView(target) ? new Uint8Array(target.buffer, target.byteOffset, target.byteLength) : new Uint8Array(target);
  const scale = target.BYTES_PER_ELEMENT ?? 1;
  const from = offset * scale;
  const length = size === undefined ? bytes.length - from : size * scale;
  if (from < 0 || length < 0 || from + length > bytes.length) throw outOfRange("size + offset", `<= ${bytes.length}`, from + length);
  fillRandom(bytes.subarray(from, from + length));
  return target;
}
function randomFill(target, ...rest) {
  const callback = rest.pop();
  answer(callback, () => randomFillSync(target, ...rest));
}
function randomInt(least, most, callback) {
  if (most === undefined || typeof most === "function") [least, most, callback] = [0, least, most];
  checkInteger(least, "min");
  checkInteger(most, "max");
  const range = most - least;
  if (range <= 0) throw outOfRange("max", `greater than the value of "min" (${least})`, most);
  if (range > 2 ** 48 - 1) throw outOfRange("max - min", "<= 281474976710655", range);
  const draw = () => {
    // Values of the last, incomplete run would make some results likelier than others.
    const end = 2 ** 48 - (2 ** 48 % range);
    let value;
    do value = Buffer.from(randomBuffer(6)).readUIntBE(0, 6); while (value >= end);
    return least + (value % range);
  };
  return callback === undefined ? draw() : answer(callback, draw);
}

function timingSafeEqual(a, b) {
  const bytes = (value, name) => {
    if (value instanceof ArrayBuffer) return new Uint8Array(value);
    if (!ArrayBuffer.isView(value)) throw invalidType(name, "an instance of ArrayBuffer, Buffer, TypedArray, or DataView", value);
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  };
  const left = bytes(a, "buf1");
  const right = bytes(b, "buf2");
  if (left.length !== right.length) throw coded(RangeError, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  let difference = 0;
  for (let i = 0; i < left.length; i++) difference |= left[i] ^ right[i];
  return difference === 0;
}

function pbkdf2Sync(password, salt, iterations, length, digest) {
  checkInteger(iterations, "iterations", 1, 10_000_000);
  checkInteger(length, "keylen", 0, MOST_RANDOM);
  return Buffer.from(hostOp("pbkdf2", hashName(digest), exact(secretBytes(password, "password")), exact(secretBytes(salt, "salt")), iterations, length));
}
function pbkdf2(password, salt, iterations, length, digest, callback) {
  if (typeof digest === "function") throw invalidType("digest", "of type string", undefined);
  answer(callback, () => pbkdf2Sync(password, salt, iterations, length, digest));
}
function hkdfSync(digest, key, salt, info, length) {
  checkInteger(length, "length", 0, MOST_RANDOM);
  return hostOp("hkdf", hashName(digest), exact(secretBytes(key, "ikm")), exact(secretBytes(salt, "salt")), exact(secretBytes(info, "info")), length);
}
function hkdf(digest, key, salt, info, length, callback) {
  answer(callback, () => hkdfSync(digest, key, salt, info, length));
}
function scryptSync(password, salt, length, options = {}) {
  checkInteger(length, "keylen", 0, MOST_RANDOM);
  const cost = options.N ?? options.cost ?? 16384;
  const blockSize = options.r ?? options.blockSize ?? 8;
  const parallelization = options.p ?? options.parallelization ?? 1;
  const most = options.maxmem ?? 32 * 1024 * 1024;
  if (cost < 2 || (cost & (cost - 1)) !== 0 || 128 * cost * blockSize > most) {
    throw coded(RangeError, "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", "Invalid scrypt params: N must be a power of two, and 128 * N * r at most maxmem");
  }
  const bytes = (value, name) => exact(secretBytes(value, name));
  const derive = (secret, given, size) => new Uint8Array(hostOp("pbkdf2", "SHA-256", secret, given, 1, size));
  return Buffer.from(scryptBytes(derive, bytes(password, "password"), bytes(salt, "salt"), length, cost, blockSize, parallelization));
}
function scrypt(password, salt, length, options, callback) {
  if (typeof options === "function") [options, callback] = [{}, options];
  answer(callback, () => scryptSync(password, salt, length, options));
}

function hash(algorithm, data, encoding = "hex") {
  const digest = new Hash(algorithm).update(data).digest();
  return encoding === "buffer" ? digest : digest.toString(encodingOf(encoding).name);
}
function generateKeySync(type, { length }) {
  checkString(type, "type");
  checkInteger(length, "options.length", 8, MOST_RANDOM);
  return KeyObject.ofBytes(randomBytes(length >> 3));
}

module.exports = {
  createHash: (algorithm, options) => new Hash(algorithm, options),
  createHmac: (algorithm, key, options) => new Hmac(algorithm, key, options),
  createCipheriv: (algorithm, key, iv, options) => new Cipheriv(algorithm, key, iv, options),
  createDecipheriv: (algorithm, key, iv, options) => new Decipheriv(algorithm, key, iv, options),
  createSecretKey: (key, encoding) => KeyObject.ofBytes(secretBytes(key, "key", encoding)),
  generateKeySync,
  generateKey: (type, options, callback) => answer(callback, () => generateKeySync(type, options)),
  getHashes: () => Object.keys(hashes),
  getCiphers: () => Object.keys(ciphers),
  getCipherInfo: cipherInfo,
  hash, randomBytes, pseudoRandomBytes: randomBytes, randomFill, randomFillSync, randomInt,
  randomUUID: () => web.randomUUID(),
  getRandomValues: (target) => web.getRandomValues(target),
  timingSafeEqual, pbkdf2, pbkdf2Sync, hkdf, hkdfSync, scrypt, scryptSync,
  Hash, Hmac, Cipheriv, Decipheriv, KeyObject,
  subtle: web.subtle,
  webcrypto: web,
};
