// The little of DER that PKCS #8 and SubjectPublicKeyInfo need (RFC 5208, RFC 5280, RFC 8017, RFC 5915, RFC 8410).
const dataError = (message) => new DOMException(message, "DataError");
const OID_RSA = "2a864886f70d010101";
const OID_EC = "2a8648ce3d0201";
const CURVE_OIDS = { __proto__: null, "P-256": "2a8648ce3d030107", "P-384": "2b81040022", "P-521": "2b81040023" };
const OCTET_OIDS = { __proto__: null, Ed25519: "2b6570", Ed448: "2b6571", X25519: "2b656e", X448: "2b656f" };

const toHex = (bytes) => {
  let text = "";
  for (let i = 0; i < typedLength(bytes); i++) text += hexByte[bytes[i]];
  return text;
};
const fromHex = (text) => {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < typedLength(bytes); i++) bytes[i] = parseNumber(strSlice(text, 2 * i, 2 * i + 2), 16);
  return bytes;
};

/** Reads one element at an offset: {tag, start, end}. */
function derAt(bytes, at, limit) {
  if (at + 2 > limit) throw dataError("The key is truncated");
  const tag = bytes[at];
  let length = bytes[at + 1], start = at + 2;
  if (length > 127) {
    const count = length & 127;
    if (count === 0 || count > 4 || start + count > limit) throw dataError("The key has a malformed length");
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + bytes[start + i];
    start += count;
  }
  if (start + length > limit) throw dataError("The key is truncated");
  return { tag, start, end: start + length };
}
/** The elements inside an element with the given tag. */
function derChildren(bytes, element, tag) {
  if (element.tag !== tag) throw dataError("The key has an unexpected structure");
  const children = [];
  for (let at = element.start; at < element.end;) {
    const child = derAt(bytes, at, element.end);
    arrPush(children, child);
    at = child.end;
  }
  return children;
}
function derWhole(bytes, tag) {
  const element = derAt(bytes, 0, typedLength(bytes));
  if (element.end !== typedLength(bytes)) throw dataError("There are bytes after the key");
  return derChildren(bytes, element, tag);
}
const derBytes = (bytes, element, tag) => {
  if (element === undefined || element.tag !== tag) throw dataError("The key has an unexpected structure");
  return typedSlice(bytes, element.start, element.end);
};
/** An INTEGER as bytes without leading zeros. */
function derInteger(bytes, element) {
  return trimZeros(derBytes(bytes, element, 2));
}
function trimZeros(bytes) {
  let at = 0;
  while (at < typedLength(bytes) - 1 && bytes[at] === 0) at++;
  return at === 0 ? bytes : typedSlice(bytes, at);
}

function der(tag, ...parts) {
  let length = 0;
  for (let i = 0; i < parts.length; i++) length += typedLength(parts[i]);
  const head = length < 128 ? [tag, length] : length < 256 ? [tag, 129, length]
    : length < 65536 ? [tag, 130, length >> 8, length & 255] : [tag, 131, length >> 16, (length >> 8) & 255, length & 255];
  const all = [new Uint8Array(head)];
  for (let i = 0; i < parts.length; i++) arrPush(all, parts[i]);
  return concatBytes(all, head.length + length);
}
const derInt = (bytes) => {
  const trimmed = trimZeros(bytes);
  return (trimmed[0] & 128) !== 0 || typedLength(trimmed) === 0 ? der(2, new Uint8Array(1), trimmed) : der(2, trimmed);
};
const derOid = (hex) => der(6, fromHex(hex));
const DER_NULL = new Uint8Array([5, 0]);
const DER_ZERO = new Uint8Array([2, 1, 0]);
const NO_UNUSED_BITS = new Uint8Array(1);

/** {oid, parameter, key}: a SubjectPublicKeyInfo. */
function readSpki(bytes) {
  const parts = derWhole(bytes, 0x30);
  if (parts.length !== 2) throw dataError("The key has an unexpected structure");
  const algorithm = readAlgorithm(bytes, parts[0]);
  const bits = derBytes(bytes, parts[1], 3);
  if (typedLength(bits) === 0 || bits[0] !== 0) throw dataError("The key has an unexpected structure");
  return { oid: algorithm.oid, parameter: algorithm.parameter, key: typedSlice(bits, 1) };
}
/** {oid, parameter, key}: a PrivateKeyInfo. */
function readPkcs8(bytes) {
  const parts = derWhole(bytes, 0x30);
  if (parts.length < 3) throw dataError("The key has an unexpected structure");
  const version = derInteger(bytes, parts[0]);
  if (typedLength(version) !== 1 || version[0] > 1) throw dataError("The key has an unknown version");
  const algorithm = readAlgorithm(bytes, parts[1]);
  return { oid: algorithm.oid, parameter: algorithm.parameter, key: derBytes(bytes, parts[2], 4) };
}
function readAlgorithm(bytes, element) {
  const parts = derChildren(bytes, element, 0x30);
  const oid = toHex(derBytes(bytes, parts[0], 6));
  const parameter = parts.length < 2 ? null : parts[1].tag === 6 ? toHex(derBytes(bytes, parts[1], 6)) : "";
  return { oid, parameter };
}
function writeSpki(algorithm, key) {
  return der(0x30, algorithm, der(3, NO_UNUSED_BITS, key));
}
function writePkcs8(algorithm, key) {
  return der(0x30, DER_ZERO, algorithm, der(4, key));
}

const RSA_FIELDS = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];
const rsaAlgorithm = () => der(0x30, derOid(OID_RSA), DER_NULL);
function rsaFromSpki(bytes) {
  const info = readSpki(bytes);
  if (info.oid !== OID_RSA) throw dataError("The key is not an RSA key");
  const parts = derWhole(info.key, 0x30);
  return { n: derInteger(info.key, parts[0]), e: derInteger(info.key, parts[1]) };
}
function rsaFromPkcs8(bytes) {
  const info = readPkcs8(bytes);
  if (info.oid !== OID_RSA) throw dataError("The key is not an RSA key");
  const parts = derWhole(info.key, 0x30);
  if (parts.length < 9) throw dataError("The key has an unexpected structure");
  const rsa = { __proto__: null };
  for (let i = 0; i < RSA_FIELDS.length; i++) rsa[RSA_FIELDS[i]] = derInteger(info.key, parts[i + 1]);
  return rsa;
}
const rsaSpki = (rsa) => writeSpki(rsaAlgorithm(), der(0x30, derInt(rsa.n), derInt(rsa.e)));
function rsaPkcs8(rsa) {
  const parts = [DER_ZERO];
  for (let i = 0; i < RSA_FIELDS.length; i++) arrPush(parts, derInt(rsa[RSA_FIELDS[i]]));
  return writePkcs8(rsaAlgorithm(), ReflectApply(der, null, [0x30, ...parts]));
}

const ecAlgorithm = (curve) => der(0x30, derOid(OID_EC), derOid(CURVE_OIDS[curve]));
/** The point in an EC SubjectPublicKeyInfo of the curve. */
function ecFromSpki(bytes, curve) {
  const info = readSpki(bytes);
  if (info.oid !== OID_EC) throw dataError("The key is not an EC key");
  if (info.parameter !== CURVE_OIDS[curve]) throw dataError("The key is of another curve");
  return info.key;
}
/** {d, point (null when absent)} of an EC PrivateKeyInfo. */
function ecFromPkcs8(bytes, curve) {
  const info = readPkcs8(bytes);
  if (info.oid !== OID_EC) throw dataError("The key is not an EC key");
  if (info.parameter !== CURVE_OIDS[curve]) throw dataError("The key is of another curve");
  const parts = derWhole(info.key, 0x30);
  const d = derBytes(info.key, parts[1], 4);
  let point = null;
  for (let i = 2; i < parts.length; i++) {
    if (parts[i].tag === 0xa0) {
      const named = derAt(info.key, parts[i].start, parts[i].end);
      if (named.tag !== 6 || toHex(derBytes(info.key, named, 6)) !== CURVE_OIDS[curve]) throw dataError("The key is of another curve");
    }
    if (parts[i].tag === 0xa1) {
      const bits = derAt(info.key, parts[i].start, parts[i].end);
      point = typedSlice(derBytes(info.key, bits, 3), 1);
    }
  }
  return { d, point };
}
const ecSpki = (curve, point) => writeSpki(ecAlgorithm(curve), point);
const ecPkcs8 = (curve, d, point) => writePkcs8(ecAlgorithm(curve),
  der(0x30, new Uint8Array([2, 1, 1]), der(4, d), der(0xa1, der(3, NO_UNUSED_BITS, point))));

const octetAlgorithm = (name) => der(0x30, derOid(OCTET_OIDS[name]));
function octetFromSpki(bytes, name) {
  const info = readSpki(bytes);
  if (info.oid !== OCTET_OIDS[name] || info.parameter !== null) throw dataError(`The key is not an ${name} key`);
  return info.key;
}
function octetFromPkcs8(bytes, name) {
  const info = readPkcs8(bytes);
  if (info.oid !== OCTET_OIDS[name] || info.parameter !== null) throw dataError(`The key is not an ${name} key`);
  const inner = derAt(info.key, 0, typedLength(info.key));
  if (inner.end !== typedLength(info.key)) throw dataError("The key has an unexpected structure");
  return derBytes(info.key, inner, 4);
}
const octetSpki = (name, octets) => writeSpki(octetAlgorithm(name), octets);
const octetPkcs8 = (name, octets) => writePkcs8(octetAlgorithm(name), der(4, octets));
