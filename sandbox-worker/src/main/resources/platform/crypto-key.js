// CryptoKey, and the normalisation of algorithms (https://w3c.github.io/webcrypto/#algorithm-normalization).
const USAGES = ["encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"];
class KeyState {
  /** algorithm is internal: {name, ...}; data holds the key's material, never seen by user code. */
  constructor(type, extractable, algorithm, usages, data) {
    this.type = type;
    this.extractable = extractable;
    this.algorithm = algorithm;
    this.usages = usages;
    this.data = data;
    this.algorithmObject = null;
    this.usagesObject = null;
  }
}
class CryptoKey {
  #k;
  constructor(token = undefined, state = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#k = state;
  }
  get type() { return this.#k.type; }
  get extractable() { return this.#k.extractable; }
  get algorithm() { return this.#k.algorithmObject ??= algorithmObject(this.#k.algorithm); }
  get usages() { return this.#k.usagesObject ??= arrSlice(this.#k.usages); }
  static {
    keyState = (value) => (isObject(value) && #k in value ? value.#k : undefined);
    publicKey = (state) => new CryptoKey(INTERNAL, state);
  }
}
expose("CryptoKey", CryptoKey);
function algorithmObject(algorithm) {
  const object = { name: algorithm.name };
  if (algorithm.modulusLength !== undefined) {
    object.modulusLength = algorithm.modulusLength;
    object.publicExponent = typedSlice(algorithm.publicExponent);
  }
  if (algorithm.hash !== undefined) object.hash = { name: algorithm.hash };
  if (algorithm.length !== undefined) object.length = algorithm.length;
  if (algorithm.namedCurve !== undefined) object.namedCurve = algorithm.namedCurve;
  return object;
}
const newKey = (type, extractable, algorithm, usages, data) => new KeyState(type, extractable, algorithm, usages, data);

// What each algorithm takes for each operation: the name of a reader of its dictionary.
const HASHES = { digest: "none" };
const AES_BASE = { generateKey: "length", importKey: "none", exportKey: "none", "get key length": "length" };
const ALGORITHMS = {
  __proto__: null,
  "SHA-1": HASHES, "SHA-256": HASHES, "SHA-384": HASHES, "SHA-512": HASHES,
  "AES-CBC": { ...AES_BASE, encrypt: "cbc", decrypt: "cbc" },
  "AES-CTR": { ...AES_BASE, encrypt: "ctr", decrypt: "ctr" },
  "AES-GCM": { ...AES_BASE, encrypt: "gcm", decrypt: "gcm" },
  "AES-KW": { ...AES_BASE, wrapKey: "none", unwrapKey: "none" },
  "HMAC": { generateKey: "hmac", importKey: "hmac", exportKey: "none", sign: "none", verify: "none", "get key length": "hmac" },
  "RSASSA-PKCS1-v1_5": { generateKey: "rsaGenerate", importKey: "hash", exportKey: "none", sign: "none", verify: "none" },
  "RSA-PSS": { generateKey: "rsaGenerate", importKey: "hash", exportKey: "none", sign: "pss", verify: "pss" },
  "RSA-OAEP": { generateKey: "rsaGenerate", importKey: "hash", exportKey: "none", encrypt: "oaep", decrypt: "oaep" },
  "ECDSA": { generateKey: "curve", importKey: "curve", exportKey: "none", sign: "hash", verify: "hash" },
  "ECDH": { generateKey: "curve", importKey: "curve", exportKey: "none", deriveBits: "public" },
  "Ed25519": { generateKey: "none", importKey: "none", exportKey: "none", sign: "none", verify: "none" },
  "Ed448": { generateKey: "none", importKey: "none", exportKey: "none", sign: "ed448", verify: "ed448" },
  "X25519": { generateKey: "none", importKey: "none", exportKey: "none", deriveBits: "public" },
  "X448": { generateKey: "none", importKey: "none", exportKey: "none", deriveBits: "public" },
  "HKDF": { importKey: "none", deriveBits: "hkdf", "get key length": "none" },
  "PBKDF2": { importKey: "none", deriveBits: "pbkdf2", "get key length": "none" },
};
const ALGORITHM_NAMES = ObjectKeys(ALGORITHMS);

const required = (value, name) => {
  if (value === undefined) throw new TypeError(`The algorithm's member ${name} is missing`);
  return value;
};
const bufferMember = (value, name) => {
  required(value, name);
  if (!isBufferSource(value)) throw new TypeError(`The algorithm's member ${name} is not a BufferSource`);
  return copyOf(value);
};
const hashMember = (value) => normalize(required(value, "hash"), "digest").name;
const READERS = {
  __proto__: null,
  none: () => ({}),
  length: (a) => ({ length: enforceRange(required(a.length, "length"), 0, 65535, "length") }),
  hash: (a) => ({ hash: hashMember(a.hash) }),
  hmac: (a) => {
    const hash = hashMember(a.hash);
    const length = a.length;
    return { hash, length: length === undefined ? undefined : enforceRange(length, 0, 4294967295, "length") };
  },
  rsaGenerate: (a) => {
    const hash = hashMember(a.hash);
    const modulusLength = enforceRange(required(a.modulusLength, "modulusLength"), 0, 4294967295, "modulusLength");
    const exponent = required(a.publicExponent, "publicExponent");
    if (!isView(exponent) || typedTag(exponent) !== "Uint8Array") throw new TypeError("The algorithm's member publicExponent is not a Uint8Array");
    return { hash, modulusLength, publicExponent: typedSlice(exponent) };
  },
  curve: (a) => ({ namedCurve: toStr(required(a.namedCurve, "namedCurve")) }),
  cbc: (a) => ({ iv: bufferMember(a.iv, "iv") }),
  ctr: (a) => ({ counter: bufferMember(a.counter, "counter"), length: enforceRange(required(a.length, "length"), 0, 255, "length") }),
  gcm: (a) => {
    const additional = a.additionalData;
    const additionalData = additional === undefined ? undefined : bufferMember(additional, "additionalData");
    const iv = bufferMember(a.iv, "iv");
    const tag = a.tagLength;
    return { additionalData, iv, tagLength: tag === undefined ? 128 : enforceRange(tag, 0, 255, "tagLength") };
  },
  pss: (a) => ({ saltLength: enforceRange(required(a.saltLength, "saltLength"), 0, 4294967295, "saltLength") }),
  oaep: (a) => ({ label: a.label === undefined ? EMPTY_BYTES : bufferMember(a.label, "label") }),
  ed448: (a) => ({ context: a.context === undefined ? EMPTY_BYTES : bufferMember(a.context, "context") }),
  public: (a) => {
    const key = keyState(required(a.public, "public"));
    if (key === undefined) throw new TypeError("The algorithm's member public is not a CryptoKey");
    return { public: key };
  },
  hkdf: (a) => {
    const hash = hashMember(a.hash);
    const info = bufferMember(a.info, "info");
    return { hash, info, salt: bufferMember(a.salt, "salt") };
  },
  pbkdf2: (a) => {
    const hash = hashMember(a.hash);
    const iterations = enforceRange(required(a.iterations, "iterations"), 0, 4294967295, "iterations");
    return { hash, iterations, salt: bufferMember(a.salt, "salt") };
  },
};

/** {name, ...} of an AlgorithmIdentifier for an operation. */
function normalize(given, operation) {
  let name;
  if (isObject(given)) name = toStr(required(given.name, "name"));
  else name = toStr(given);
  const upper = strUpper(name);
  for (let i = 0; i < ALGORITHM_NAMES.length; i++) {
    if (strUpper(ALGORITHM_NAMES[i]) !== upper) continue;
    const reader = ALGORITHMS[ALGORITHM_NAMES[i]][operation];
    if (reader === undefined) break;
    const result = READERS[reader](isObject(given) ? given : { __proto__: null });
    result.name = ALGORITHM_NAMES[i];
    return result;
  }
  throw new DOMException(`The algorithm ${name} is not supported for ${operation}`, "NotSupportedError");
}

/** sequence<KeyUsage>, each once, in the standard's order. */
function readUsages(value, where) {
  const list = toSequence(value, where);
  for (let i = 0; i < list.length; i++) list[i] = toEnum(list[i], USAGES, where);
  return onlyUsages(list, USAGES);
}
function onlyUsages(list, wanted) {
  const result = [];
  for (let i = 0; i < USAGES.length; i++) {
    if (arrIncludes(list, USAGES[i]) && arrIncludes(wanted, USAGES[i])) arrPush(result, USAGES[i]);
  }
  return result;
}
function requireUsages(usages, allowed) {
  for (let i = 0; i < usages.length; i++) {
    if (!arrIncludes(allowed, usages[i])) throw new DOMException(`The key cannot be used for ${usages[i]}`, "SyntaxError");
  }
}
function requireUse(key, algorithm, usage) {
  if (key.algorithm.name !== algorithm.name) throw new DOMException("The key is of another algorithm", "InvalidAccessError");
  if (!arrIncludes(key.usages, usage)) throw new DOMException(`The key does not allow ${usage}`, "InvalidAccessError");
}
const operationError = (message) => new DOMException(message, "OperationError");
const notSupported = (message) => new DOMException(message, "NotSupportedError");

// JSON Web Keys (RFC 7517).
const JWK_FIELDS = ["alg", "crv", "d", "dp", "dq", "e", "k", "kty", "n", "p", "q", "qi", "use", "x", "y"];
/** A JsonWebKey dictionary, its members converted. */
function readJwk(value) {
  if (!isObject(value)) throw new TypeError("The key data is not a JsonWebKey");
  const jwk = { __proto__: null };
  for (let i = 0; i < JWK_FIELDS.length; i++) {
    const member = value[JWK_FIELDS[i]];
    if (member !== undefined) jwk[JWK_FIELDS[i]] = toStr(member);
  }
  if (value.ext !== undefined) jwk.ext = !!value.ext;
  if (value.key_ops !== undefined) {
    jwk.key_ops = toSequence(value.key_ops, "The key data");
    for (let i = 0; i < jwk.key_ops.length; i++) jwk.key_ops[i] = toStr(jwk.key_ops[i]);
  }
  if (value.oth !== undefined) jwk.oth = toSequence(value.oth, "The key data");
  return jwk;
}
function checkJwk(jwk, kty, use, extractable, usages) {
  if (jwk.kty !== kty) throw dataError(`The JWK member kty is not ${kty}`);
  if (jwk.use !== undefined && usages.length > 0 && jwk.use !== use) throw dataError(`The JWK member use is not ${use}`);
  if (jwk.key_ops !== undefined) {
    for (let i = 0; i < jwk.key_ops.length; i++) {
      if (arrIndexOf(jwk.key_ops, jwk.key_ops[i]) !== i) throw dataError("The JWK member key_ops has a duplicate");
    }
    for (let i = 0; i < usages.length; i++) {
      if (!arrIncludes(jwk.key_ops, usages[i])) throw dataError("The JWK member key_ops does not allow the usages");
    }
  }
  if (jwk.ext === false && extractable) throw dataError("The JWK is not extractable");
}
function jwkBytes(jwk, member) {
  const bytes = jwk[member] === undefined ? null : base64UrlDecode(jwk[member]);
  if (bytes === null) throw dataError(`The JWK member ${member} is missing or malformed`);
  return bytes;
}
const newJwk = (members, key) => ObjectAssign(members, { key_ops: arrSlice(key.usages), ext: key.extractable });
