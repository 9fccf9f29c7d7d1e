// AES and HMAC keys, HKDF and PBKDF2.
const HASH_BYTES = { __proto__: null, "SHA-1": 20, "SHA-256": 32, "SHA-384": 48, "SHA-512": 64 };
const BLOCK_BITS = { __proto__: null, "SHA-1": 512, "SHA-256": 512, "SHA-384": 1024, "SHA-512": 1024 };
const AES_USAGES = ["encrypt", "decrypt", "wrapKey", "unwrapKey"];
const KW_USAGES = ["wrapKey", "unwrapKey"];
const MAC_USAGES = ["sign", "verify"];
const aesUsages = (name) => (name === "AES-KW" ? KW_USAGES : AES_USAGES);
const isAesLength = (length) => length === 128 || length === 192 || length === 256;
const jwkAesName = (length, name) => `A${length}${strSlice(name, 4)}`;

const aes = {
  generateKey(a, extractable, usages) {
    requireUsages(usages, aesUsages(a.name));
    if (!isAesLength(a.length)) throw operationError("An AES key has 128, 192 or 256 bits");
    return newKey("secret", extractable, { name: a.name, length: a.length }, usages, randomBytes(a.length / 8));
  },
  importKey(format, data, a, extractable, usages) {
    requireUsages(usages, aesUsages(a.name));
    let bytes;
    if (format === "raw") {
      bytes = data;
    } else if (format === "jwk") {
      checkJwk(data, "oct", "enc", extractable, usages);
      bytes = jwkBytes(data, "k");
    } else {
      throw notSupported(`AES keys have no format ${format}`);
    }
    const length = typedLength(bytes) * 8;
    if (!isAesLength(length)) throw dataError("An AES key has 128, 192 or 256 bits");
    if (format === "jwk" && data.alg !== undefined && data.alg !== jwkAesName(length, a.name)) throw dataError("The JWK member alg does not match");
    return newKey("secret", extractable, { name: a.name, length }, usages, bytes);
  },
  exportKey: (format, key) => exportSecret(format, key, jwkAesName(key.algorithm.length, key.algorithm.name)),
  keyLength(a) {
    if (!isAesLength(a.length)) throw operationError("An AES key has 128, 192 or 256 bits");
    return a.length;
  },
  encrypt: (a, key, data) => aesCrypt(true, a, key, data),
  decrypt: (a, key, data) => aesCrypt(false, a, key, data),
  wrapKey(a, key, data) {
    if (typedLength(data) % 8 !== 0) throw operationError("AES-KW wraps multiples of 8 bytes");
    return hostOp("aes.kw", true, key.data, data);
  },
  unwrapKey: (a, key, data) => hostOp("aes.kw", false, key.data, data),
};
function exportSecret(format, key, alg) {
  if (format === "raw") return typedBuffer(typedSlice(key.data));
  if (format === "jwk") return newJwk({ kty: "oct", k: base64UrlEncode(key.data), alg }, key);
  throw notSupported(`Secret keys have no format ${format}`);
}
function aesCrypt(encrypting, a, key, data) {
  if (a.name === "AES-CBC") {
    if (typedLength(a.iv) !== 16) throw operationError("The initialization vector must have 16 bytes");
    return hostOp("aes.cbc", encrypting, key.data, a.iv, data);
  }
  if (a.name === "AES-CTR") {
    if (typedLength(a.counter) !== 16) throw operationError("The counter must have 16 bytes");
    if (a.length === 0 || a.length > 128) throw operationError("The counter's length is out of range");
    return hostOp("aes.ctr", a.length, key.data, a.counter, data);
  }
  const tags = [32, 64, 96, 104, 112, 120, 128];
  if (!arrIncludes(tags, a.tagLength)) throw operationError("The tag length is not allowed");
  return hostOp("aes.gcm", encrypting, key.data, a.iv, data, a.additionalData ?? EMPTY_BYTES, a.tagLength);
}

const hmac = {
  generateKey(a, extractable, usages) {
    requireUsages(usages, MAC_USAGES);
    const length = hmac.keyLength(a);
    const bytes = randomBytes((length + 7) >> 3);
    return newKey("secret", extractable, { name: "HMAC", hash: a.hash, length }, usages, maskBits(bytes, length));
  },
  importKey(format, data, a, extractable, usages) {
    requireUsages(usages, MAC_USAGES);
    let bytes;
    if (format === "raw") {
      bytes = data;
    } else if (format === "jwk") {
      checkJwk(data, "oct", "sig", extractable, usages);
      bytes = jwkBytes(data, "k");
      if (data.alg !== undefined && data.alg !== jwkMacName(a.hash)) throw dataError("The JWK member alg does not match");
    } else {
      throw notSupported(`HMAC keys have no format ${format}`);
    }
    const bits = typedLength(bytes) * 8;
    if (bits === 0) throw dataError("The key is empty");
    let length = bits;
    if (a.length !== undefined) {
      if (a.length > bits || a.length <= bits - 8) throw dataError("The length does not match the key");
      length = a.length;
    }
    return newKey("secret", extractable, { name: "HMAC", hash: a.hash, length }, usages, maskBits(bytes, length));
  },
  exportKey: (format, key) => exportSecret(format, key, jwkMacName(key.algorithm.hash)),
  keyLength(a) {
    if (a.length === undefined) return BLOCK_BITS[a.hash];
    if (a.length === 0) throw operationError("The length of the key is zero");
    return a.length;
  },
  sign: (a, key, data) => hostOp("hmac", key.algorithm.hash, key.data, data),
  verify(a, key, signature, data) {
    const expected = new Uint8Array(hostOp("hmac", key.algorithm.hash, key.data, data));
    if (typedLength(expected) !== typedLength(signature)) return false;
    let difference = 0;
    for (let i = 0; i < typedLength(expected); i++) difference |= expected[i] ^ signature[i];
    return difference === 0;
  },
};
const jwkMacName = (hash) => `HS${hash === "SHA-1" ? "1" : strSlice(hash, 4)}`;
function maskBits(bytes, length) {
  const spare = typedLength(bytes) * 8 - length;
  if (spare > 0) bytes[typedLength(bytes) - 1] &= 255 << spare;
  return bytes;
}

/** Keys of the derivation functions: bytes that are only derived from. */
const derivation = (name, derive) => ({
  importKey(format, data, a, extractable, usages) {
    if (format !== "raw") throw notSupported(`${name} keys have no format ${format}`);
    requireUsages(usages, ["deriveKey", "deriveBits"]);
    if (extractable) throw new DOMException(`${name} keys cannot be extractable`, "SyntaxError");
    return newKey("secret", false, { name }, usages, data);
  },
  keyLength: () => null,
  deriveBits(a, key, length) {
    if (length === null || length % 8 !== 0) throw operationError("The length must be a multiple of 8");
    return derive(a, key, length / 8);
  },
});
const hkdf = derivation("HKDF", (a, key, bytes) => {
  if (bytes > 255 * HASH_BYTES[a.hash]) throw operationError("The length is too large");
  return hostOp("hkdf", a.hash, key.data, a.salt, a.info, bytes);
});
const MAX_DERIVED_BYTES = 1048576;
const pbkdf2 = derivation("PBKDF2", (a, key, bytes) => {
  if (bytes > MAX_DERIVED_BYTES) throw operationError(`PBKDF2 derives at most ${MAX_DERIVED_BYTES} bytes`);
  return hostOp("pbkdf2", a.hash, key.data, a.salt, a.iterations, bytes);
});
