// SubtleCrypto (https://w3c.github.io/webcrypto/#subtlecrypto-interface).
const IMPLEMENTATIONS = {
  __proto__: null, "AES-CBC": aes, "AES-CTR": aes, "AES-GCM": aes, "AES-KW": aes, "HMAC": hmac, "HKDF": hkdf, "PBKDF2": pbkdf2,
  "RSASSA-PKCS1-v1_5": rsa, "RSA-PSS": rsa, "RSA-OAEP": rsa, "ECDSA": ec, "ECDH": ec, "Ed25519": okp, "Ed448": okp,
  "X25519": okp, "X448": okp,
};
const implementation = (a) => IMPLEMENTATIONS[a.name];
const KEY_FORMATS = ["raw", "pkcs8", "spki", "jwk"];
function dataArgument(value, where) {
  if (!isBufferSource(value)) throw new TypeError(`${where}: The data is not a BufferSource.`);
  return exact(bytesOf(value));
}
function keyArgument(value, where) {
  const key = keyState(value);
  if (key === undefined) throw new TypeError(`${where}: The key is not a CryptoKey.`);
  return key;
}
/** Runs the work and promises its result. */
function promised(object, given, needed, name, work) {
  try {
    if (!isSubtle(object)) throw illegalInvocation();
    const where = `Failed to execute '${name}' on 'SubtleCrypto'`;
    need(needed, given, where);
    return promiseResolve(work(where));
  } catch (error) {
    return promiseReject(error);
  }
}
function publish(result) {
  if (result instanceof KeyState) return publicKey(result);
  if (result.publicKey !== undefined) return { publicKey: publicKey(result.publicKey), privateKey: publicKey(result.privateKey) };
  return result;
}
function requireSecretUsages(key) {
  if (key instanceof KeyState && (key.type === "secret" || key.type === "private") && key.usages.length === 0) {
    throw new DOMException("Usages cannot be empty when creating a key.", "SyntaxError");
  }
}
/** Encrypts or wraps; algorithms without wrapKey of their own encrypt. */
function crypt(usage, algorithmGiven, keyGiven, dataGiven, where) {
  const a = normalize(algorithmGiven, usage);
  const key = keyArgument(keyGiven, where);
  const data = dataArgument(dataGiven, where);
  requireUse(key, a, usage);
  return implementation(a)[usage](a, key, data);
}
function normalizeEither(given, first, second) {
  try {
    return { a: normalize(given, first), operation: first };
  } catch (error) {
    if (!isDOMException(error) || exceptionName(error) !== "NotSupportedError") throw error;
    return { a: normalize(given, second), operation: second };
  }
}
function importData(format, keyData, where) {
  if (format !== "jwk") {
    if (!isBufferSource(keyData)) throw new TypeError(`${where}: The key data is not a BufferSource.`);
    return copyOf(keyData);
  }
  if (isBufferSource(keyData)) throw new TypeError(`${where}: The key data is not a JsonWebKey.`);
  return readJwk(keyData);
}
function importWith(a, format, data, extractable, usages) {
  const work = implementation(a);
  const key = work.importKey(format, data, a, extractable, usages);
  requireSecretUsages(key);
  return key;
}
function exportWith(format, key) {
  const work = IMPLEMENTATIONS[key.algorithm.name];
  if (work.exportKey === undefined) throw notSupported("The key's algorithm has no export");
  if (!key.extractable) throw new DOMException("The key is not extractable", "InvalidAccessError");
  return work.exportKey(format, key);
}
function deriveWith(a, key, length) {
  return implementation(a).deriveBits(a, key, length);
}

let isSubtle;
class SubtleCrypto {
  #brand;
  constructor(token = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#brand = true;
  }
  encrypt(algorithm, key, data) {
    return promised(this, arguments.length, 3, "encrypt", (where) => crypt("encrypt", algorithm, key, data, where));
  }
  decrypt(algorithm, key, data) {
    return promised(this, arguments.length, 3, "decrypt", (where) => crypt("decrypt", algorithm, key, data, where));
  }
  sign(algorithm, key, data) {
    return promised(this, arguments.length, 3, "sign", (where) => {
      const a = normalize(algorithm, "sign");
      const state = keyArgument(key, where);
      const bytes = dataArgument(data, where);
      requireUse(state, a, "sign");
      return implementation(a).sign(a, state, bytes);
    });
  }
  verify(algorithm, key, signature, data) {
    return promised(this, arguments.length, 4, "verify", (where) => {
      const a = normalize(algorithm, "verify");
      const state = keyArgument(key, where);
      const given = dataArgument(signature, where);
      const bytes = dataArgument(data, where);
      requireUse(state, a, "verify");
      return implementation(a).verify(a, state, given, bytes);
    });
  }
  digest(algorithm, data) {
    return promised(this, arguments.length, 2, "digest", (where) => {
      const a = normalize(algorithm, "digest");
      return hostOp("digest", a.name, dataArgument(data, where));
    });
  }
  generateKey(algorithm, extractable, keyUsages) {
    return promised(this, arguments.length, 3, "generateKey", (where) => {
      const usages = readUsages(keyUsages, where);
      const a = normalize(algorithm, "generateKey");
      const result = implementation(a).generateKey(a, !!extractable, usages);
      requireSecretUsages(result);
      return publish(result);
    });
  }
  deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    return promised(this, arguments.length, 5, "deriveKey", (where) => {
      const usages = readUsages(keyUsages, where);
      const a = normalize(algorithm, "deriveBits");
      const key = keyArgument(baseKey, where);
      const target = normalize(derivedKeyType, "importKey");
      const sized = normalize(derivedKeyType, "get key length");
      requireUse(key, a, "deriveKey");
      const length = implementation(sized).keyLength(sized);
      const secret = new Uint8Array(deriveWith(a, key, length));
      return publish(importWith(target, "raw", secret, !!extractable, usages));
    });
  }
  deriveBits(algorithm, baseKey, length = null) {
    return promised(this, arguments.length, 2, "deriveBits", (where) => {
      const bits = length === null || length === undefined ? null : enforceRange(length, 0, 4294967295, where);
      const a = normalize(algorithm, "deriveBits");
      const key = keyArgument(baseKey, where);
      requireUse(key, a, "deriveBits");
      return deriveWith(a, key, bits);
    });
  }
  importKey(format, keyData, algorithm, extractable, keyUsages) {
    return promised(this, arguments.length, 5, "importKey", (where) => {
      const kind = toEnum(format, KEY_FORMATS, where);
      const usages = readUsages(keyUsages, where);
      const data = importData(kind, keyData, where);
      const a = normalize(algorithm, "importKey");
      return publish(importWith(a, kind, data, !!extractable, usages));
    });
  }
  exportKey(format, key) {
    return promised(this, arguments.length, 2, "exportKey", (where) => {
      const kind = toEnum(format, KEY_FORMATS, where);
      return exportWith(kind, keyArgument(key, where));
    });
  }
  wrapKey(format, key, wrappingKey, wrapAlgorithm) {
    return promised(this, arguments.length, 4, "wrapKey", (where) => {
      const kind = toEnum(format, KEY_FORMATS, where);
      const { a, operation } = normalizeEither(wrapAlgorithm, "wrapKey", "encrypt");
      const state = keyArgument(key, where);
      const wrapping = keyArgument(wrappingKey, where);
      requireUse(wrapping, a, "wrapKey");
      const exported = exportWith(kind, state);
      const bytes = kind === "jwk" ? encodeUtf8(jsonStringify(exported)) : new Uint8Array(exported);
      return implementation(a)[operation](a, wrapping, bytes);
    });
  }
  unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
    return promised(this, arguments.length, 7, "unwrapKey", (where) => {
      const kind = toEnum(format, KEY_FORMATS, where);
      const usages = readUsages(keyUsages, where);
      const { a, operation } = normalizeEither(unwrapAlgorithm, "unwrapKey", "decrypt");
      const wrapped = dataArgument(wrappedKey, where);
      const unwrapping = keyArgument(unwrappingKey, where);
      const target = normalize(unwrappedKeyAlgorithm, "importKey");
      requireUse(unwrapping, a, "unwrapKey");
      const bytes = new Uint8Array(implementation(a)[operation](a, unwrapping, wrapped));
      let data = bytes;
      if (kind === "jwk") {
        try {
          data = readJwk(jsonParse(decodeUtf8(bytes)));
        } catch {
          throw dataError("The unwrapped key is not a JsonWebKey");
        }
      }
      return publish(importWith(target, kind, data, !!extractable, usages));
    });
  }
  static {
    isSubtle = (value) => isObject(value) && #brand in value;
  }
}
expose("SubtleCrypto", SubtleCrypto);
subtleCrypto = new SubtleCrypto(INTERNAL);
