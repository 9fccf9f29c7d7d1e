// RSA, EC and Edwards-curve keys.
const keyPair = (algorithm, extractable, usages, publicUsages, privateUsages, publicData, privateData) => {
  const forPrivate = onlyUsages(usages, privateUsages);
  if (forPrivate.length === 0) throw new DOMException("Usages cannot be empty when creating a key.", "SyntaxError");
  return {
    publicKey: newKey("public", true, algorithm, onlyUsages(usages, publicUsages), publicData),
    privateKey: newKey("private", extractable, algorithm, forPrivate, privateData),
  };
};
function requireType(key, type) {
  if (key.type !== type) throw new DOMException(`The key is not a ${type} key`, "InvalidAccessError");
}

const RSA_USAGES = {
  __proto__: null,
  "RSA-OAEP": { public: ["encrypt", "wrapKey"], private: ["decrypt", "unwrapKey"], use: "enc" },
  "RSA-PSS": { public: ["verify"], private: ["sign"], use: "sig" },
  "RSASSA-PKCS1-v1_5": { public: ["verify"], private: ["sign"], use: "sig" },
};
function rsaJwkName(name, hash) {
  const digits = hash === "SHA-1" ? "1" : strSlice(hash, 4);
  if (name === "RSA-OAEP") return digits === "1" ? "RSA-OAEP" : `RSA-OAEP-${digits}`;
  return `${name === "RSA-PSS" ? "PS" : "RS"}${digits}`;
}
function rsaKey(a, type, extractable, usages, numbers) {
  const bits = typedLength(numbers.n) * 8;
  let top = numbers.n[0], spare = 8;
  while (top > 0) {
    top >>= 1;
    spare--;
  }
  const algorithm = { name: a.name, modulusLength: bits - spare, publicExponent: numbers.e, hash: a.hash };
  const encoded = type === "public" ? rsaSpki(numbers) : rsaPkcs8(numbers);
  return newKey(type, extractable, algorithm, usages, { numbers, encoded });
}
const rsa = {
  generateKey(a, extractable, usages) {
    const kinds = RSA_USAGES[a.name];
    requireUsages(usages, [...kinds.public, ...kinds.private]);
    const e = toHex(trimZeros(a.publicExponent));
    if (e !== "010001" && e !== "03") throw operationError("The public exponent is not supported");
    if (onlyUsages(usages, kinds.private).length === 0) throw new DOMException("Usages cannot be empty when creating a key.", "SyntaxError");
    if (a.modulusLength < 512 || a.modulusLength % 8 !== 0) throw operationError("The modulus length is not supported");
    const numbers = rsaFromPkcs8(new Uint8Array(hostOp("rsa.generate", a.modulusLength, a.publicExponent)));
    const algorithm = { name: a.name, modulusLength: a.modulusLength, publicExponent: a.publicExponent, hash: a.hash };
    return keyPair(algorithm, extractable, usages, kinds.public, kinds.private,
      { numbers, encoded: rsaSpki(numbers) }, { numbers, encoded: rsaPkcs8(numbers) });
  },
  importKey(format, data, a, extractable, usages) {
    const kinds = RSA_USAGES[a.name];
    if (format === "spki") {
      requireUsages(usages, kinds.public);
      return rsaKey(a, "public", extractable, usages, rsaFromSpki(data));
    }
    if (format === "pkcs8") {
      requireUsages(usages, kinds.private);
      return rsaKey(a, "private", extractable, usages, rsaFromPkcs8(data));
    }
    if (format !== "jwk") throw notSupported(`RSA keys have no format ${format}`);
    const isPrivate = data.d !== undefined;
    requireUsages(usages, isPrivate ? kinds.private : kinds.public);
    checkJwk(data, "RSA", kinds.use, extractable, usages);
    if (data.alg !== undefined && data.alg !== rsaJwkName(a.name, a.hash)) throw dataError("The JWK member alg does not match");
    if (data.oth !== undefined) throw notSupported("Keys of more than two primes are not supported");
    const numbers = { __proto__: null };
    const count = isPrivate ? RSA_FIELDS.length : 2;
    for (let i = 0; i < count; i++) numbers[RSA_FIELDS[i]] = trimZeros(jwkBytes(data, RSA_FIELDS[i]));
    return rsaKey(a, isPrivate ? "private" : "public", extractable, usages, numbers);
  },
  exportKey(format, key) {
    if (format === "spki" || format === "pkcs8") {
      requireType(key, format === "spki" ? "public" : "private");
      return typedBuffer(typedSlice(key.data.encoded));
    }
    if (format !== "jwk") throw notSupported(`RSA keys have no format ${format}`);
    const jwk = { kty: "RSA", alg: rsaJwkName(key.algorithm.name, key.algorithm.hash) };
    const count = key.type === "private" ? RSA_FIELDS.length : 2;
    for (let i = 0; i < count; i++) jwk[RSA_FIELDS[i]] = base64UrlEncode(key.data.numbers[RSA_FIELDS[i]]);
    return newJwk(jwk, key);
  },
  sign(a, key, data) {
    requireType(key, "private");
    return hostOp("rsa.sign", a.name, key.algorithm.hash, key.data.encoded, data, a.saltLength ?? 0);
  },
  verify(a, key, signature, data) {
    requireType(key, "public");
    return needHost().op("rsa.verify", a.name, key.algorithm.hash, key.data.encoded, data, a.saltLength ?? 0, signature) === true;
  },
  encrypt(a, key, data) {
    requireType(key, "public");
    return hostOp("rsa.oaep", true, key.algorithm.hash, key.data.encoded, data, a.label);
  },
  decrypt(a, key, data) {
    requireType(key, "private");
    return hostOp("rsa.oaep", false, key.algorithm.hash, key.data.encoded, data, a.label);
  },
};

const CURVE_BYTES = { __proto__: null, "P-256": 32, "P-384": 48, "P-521": 66 };
const SIGN_USAGES = { public: ["verify"], private: ["sign"], use: "sig" };
const DERIVE_USAGES = { public: [], private: ["deriveKey", "deriveBits"], use: "enc" };
const ecUsages = (name) => (name === "ECDSA" ? SIGN_USAGES : DERIVE_USAGES);
const ecPoint = (curve, bytes) => new Uint8Array(hostOp("ec.point", curve, bytes));
const ec = {
  generateKey(a, extractable, usages) {
    const kinds = ecUsages(a.name);
    requireUsages(usages, [...kinds.public, ...kinds.private]);
    const size = CURVE_BYTES[a.namedCurve];
    if (size === undefined) throw notSupported(`The curve ${a.namedCurve} is not supported`);
    const both = new Uint8Array(hostOp("ec.generate", a.namedCurve));
    const point = typedSlice(both, size);
    return keyPair({ name: a.name, namedCurve: a.namedCurve }, extractable, usages, kinds.public, kinds.private,
      { point }, { d: typedSlice(both, 0, size), point });
  },
  importKey(format, data, a, extractable, usages) {
    const kinds = ecUsages(a.name);
    const curve = a.namedCurve;
    const algorithm = { name: a.name, namedCurve: curve };
    const isPrivate = format === "pkcs8" || (format === "jwk" && data.d !== undefined);
    if (format !== "raw" && format !== "spki" && format !== "pkcs8" && format !== "jwk") throw notSupported(`EC keys have no format ${format}`);
    requireUsages(usages, isPrivate ? kinds.private : kinds.public);
    if (format === "jwk") {
      checkJwk(data, "EC", kinds.use, extractable, usages);
      if (data.crv !== curve) throw dataError("The JWK member crv does not match");
      const expected = { __proto__: null, "P-256": "ES256", "P-384": "ES384", "P-521": "ES512" }[curve];
      if (a.name === "ECDSA" && data.alg !== undefined && data.alg !== expected) throw dataError("The JWK member alg does not match");
    }
    const size = CURVE_BYTES[curve];
    if (size === undefined) {
      if (format === "jwk") throw dataError(`The curve ${curve} is not supported`);
      throw notSupported(`The curve ${curve} is not supported`);
    }
    if (format === "raw") return newKey("public", extractable, algorithm, usages, { point: ecPoint(curve, data) });
    if (format === "spki") return newKey("public", extractable, algorithm, usages, { point: ecPoint(curve, ecFromSpki(data, curve)) });
    if (format === "jwk") {
      const x = jwkBytes(data, "x"), y = jwkBytes(data, "y");
      if (typedLength(x) !== size || typedLength(y) !== size) throw dataError("The JWK members x and y have a wrong length");
      const point = ecPoint(curve, concatBytes([new Uint8Array([4]), x, y], 1 + 2 * size));
      if (!isPrivate) return newKey("public", extractable, algorithm, usages, { point });
      const d = jwkBytes(data, "d");
      if (typedLength(d) !== size) throw dataError("The JWK member d has a wrong length");
      requireSamePoint(point, new Uint8Array(hostOp("ec.public", curve, d)));
      return newKey("private", extractable, algorithm, usages, { d, point });
    }
    const read = ecFromPkcs8(data, curve);
    if (typedLength(read.d) !== size) throw dataError("The private key has a wrong length");
    const point = new Uint8Array(hostOp("ec.public", curve, read.d));
    if (read.point !== null) requireSamePoint(point, ecPoint(curve, read.point));
    return newKey("private", extractable, algorithm, usages, { d: read.d, point });
  },
  exportKey(format, key) {
    const curve = key.algorithm.namedCurve;
    const { point, d } = key.data;
    if (format === "raw") {
      requireType(key, "public");
      return typedBuffer(typedSlice(point));
    }
    if (format === "spki") {
      requireType(key, "public");
      return typedBuffer(ecSpki(curve, point));
    }
    if (format === "pkcs8") {
      requireType(key, "private");
      return typedBuffer(ecPkcs8(curve, d, point));
    }
    if (format !== "jwk") throw notSupported(`EC keys have no format ${format}`);
    const size = CURVE_BYTES[curve];
    const jwk = { kty: "EC", crv: curve, x: base64UrlEncode(typedSlice(point, 1, 1 + size)), y: base64UrlEncode(typedSlice(point, 1 + size)) };
    if (key.type === "private") jwk.d = base64UrlEncode(d);
    return newJwk(jwk, key);
  },
  sign(a, key, data) {
    requireType(key, "private");
    return hostOp("ec.sign", key.algorithm.namedCurve, a.hash, key.data.d, data);
  },
  verify(a, key, signature, data) {
    requireType(key, "public");
    return hostOp("ec.verify", key.algorithm.namedCurve, a.hash, key.data.point, data, signature);
  },
  deriveBits(a, key, length) {
    requireType(key, "private");
    const other = a.public;
    requireType(other, "public");
    if (other.algorithm.name !== key.algorithm.name || other.algorithm.namedCurve !== key.algorithm.namedCurve) {
      throw new DOMException("The keys do not match", "InvalidAccessError");
    }
    return truncateBits(hostOp("ec.agree", key.algorithm.namedCurve, key.data.d, other.data.point), length);
  },
};
function requireSamePoint(a, b) {
  if (toHex(a) !== toHex(b)) throw dataError("The public key does not belong to the private key");
}
function truncateBits(secret, length) {
  if (length === null) return secret;
  const bytes = new Uint8Array(secret);
  if (length > typedLength(bytes) * 8) throw operationError("The length is larger than the secret");
  return typedBuffer(maskBits(typedSlice(bytes, 0, (length + 7) >> 3), length));
}

const OCTET_BYTES = { __proto__: null, Ed25519: 32, Ed448: 57, X25519: 32, X448: 56 };
const octetUsages = (name) => (strStarts(name, "Ed") ? SIGN_USAGES : DERIVE_USAGES);
const okp = {
  generateKey(a, extractable, usages) {
    const kinds = octetUsages(a.name);
    requireUsages(usages, [...kinds.public, ...kinds.private]);
    const both = new Uint8Array(hostOp("okp.generate", a.name));
    const size = OCTET_BYTES[a.name];
    const x = typedSlice(both, size);
    return keyPair({ name: a.name }, extractable, usages, kinds.public, kinds.private, { x }, { d: typedSlice(both, 0, size), x });
  },
  importKey(format, data, a, extractable, usages) {
    const kinds = octetUsages(a.name);
    const size = OCTET_BYTES[a.name];
    const algorithm = { name: a.name };
    const isPrivate = format === "pkcs8" || (format === "jwk" && data.d !== undefined);
    if (format !== "raw" && format !== "spki" && format !== "pkcs8" && format !== "jwk") throw notSupported(`${a.name} keys have no format ${format}`);
    requireUsages(usages, isPrivate ? kinds.private : kinds.public);
    let x, d = null;
    if (format === "raw") {
      x = data;
    } else if (format === "spki") {
      x = octetFromSpki(data, a.name);
    } else if (format === "pkcs8") {
      d = octetFromPkcs8(data, a.name);
    } else {
      checkJwk(data, "OKP", kinds.use, extractable, usages);
      if (data.crv !== a.name) throw dataError("The JWK member crv does not match");
      if (strStarts(a.name, "Ed") && data.alg !== undefined && data.alg !== a.name && data.alg !== "EdDSA") throw dataError("The JWK member alg does not match");
      x = jwkBytes(data, "x");
      if (isPrivate) d = jwkBytes(data, "d");
    }
    if ((d !== null && typedLength(d) !== size) || (x !== undefined && typedLength(x) !== size)) throw dataError("The key has a wrong length");
    if (d === null) return newKey("public", extractable, algorithm, usages, { x });
    const computed = new Uint8Array(hostOp("okp.public", a.name, d));
    if (x !== undefined) requireSamePoint(x, computed);
    return newKey("private", extractable, algorithm, usages, { d, x: computed });
  },
  exportKey(format, key) {
    const name = key.algorithm.name;
    if (format === "raw" || format === "spki") {
      requireType(key, "public");
      return typedBuffer(format === "raw" ? typedSlice(key.data.x) : octetSpki(name, key.data.x));
    }
    if (format === "pkcs8") {
      requireType(key, "private");
      return typedBuffer(octetPkcs8(name, key.data.d));
    }
    if (format !== "jwk") throw notSupported(`${name} keys have no format ${format}`);
    const jwk = { kty: "OKP", crv: name, x: base64UrlEncode(key.data.x) };
    if (strStarts(name, "Ed")) jwk.alg = name;
    if (key.type === "private") jwk.d = base64UrlEncode(key.data.d);
    return newJwk(jwk, key);
  },
  sign(a, key, data) {
    requireType(key, "private");
    return hostOp("okp.sign", key.algorithm.name, key.data.d, data);
  },
  verify(a, key, signature, data) {
    requireType(key, "public");
    return hostOp("okp.verify", key.algorithm.name, key.data.x, data, signature);
  },
  deriveBits(a, key, length) {
    requireType(key, "private");
    requireType(a.public, "public");
    if (a.public.algorithm.name !== key.algorithm.name) throw new DOMException("The keys do not match", "InvalidAccessError");
    return truncateBits(hostOp("okp.agree", key.algorithm.name, key.data.d, a.public.data.x), length);
  },
};
