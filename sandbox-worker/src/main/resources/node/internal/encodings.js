// Text to bytes and back in the encodings that Buffer knows.
"use strict";

const { encodeUtf8, decodeUtf8, latin1Text } = internals;
const { coded } = require("./errors");
const CHUNK = 8192;

const utf8 = { name: "utf8", encode: encodeUtf8, decode: decodeUtf8 };
const utf16 = {
  name: "utf16le",
  encode(text) {
    const bytes = new Uint8Array(text.length * 2);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      bytes[2 * i] = unit & 255;
      bytes[2 * i + 1] = unit >> 8;
    }
    return bytes;
  },
  decode(bytes) {
    const units = new Array(bytes.length >> 1);
    for (let i = 0; i < units.length; i++) units[i] = bytes[2 * i] | (bytes[2 * i + 1] << 8);
    return fromUnits(units);
  },
};
const latin1 = { name: "latin1", encode: lowBytes, decode: latin1Text };
const ascii = { name: "ascii", encode: lowBytes, decode: (bytes) => latin1Text(bytes.map((byte) => byte & 127)) };
const hex = {
  name: "hex",
  encode(text) {
    let end = text.length & ~1;
    const bad = /[^0-9a-fA-F]/.exec(text);
    if (bad !== null) end = Math.min(end, bad.index & ~1);
    return Uint8Array.fromHex(text.slice(0, end));
  },
  decode: (bytes) => plain(bytes).toHex(),
};
const base64 = { name: "base64", encode: fromBase64, decode: (bytes) => plain(bytes).toBase64() };
const base64url = {
  name: "base64url",
  encode: fromBase64,
  decode: (bytes) => plain(bytes).toBase64({ alphabet: "base64url", omitPadding: true }),
};
const byName = {
  __proto__: null, utf8, "utf-8": utf8, ucs2: utf16, "ucs-2": utf16, utf16le: utf16, "utf-16le": utf16, latin1, binary: latin1,
  ascii, hex, base64, base64url,
};

/** The bytes without the methods of Buffer. */
const plain = (bytes) => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
function fromUnits(units) {
  let text = "";
  for (let at = 0; at < units.length; at += CHUNK) text += String.fromCharCode.apply(null, units.slice(at, at + CHUNK));
  return text;
}
function lowBytes(text) {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
/** Either alphabet; what belongs to none is skipped, and padding ends it. */
function fromBase64(text) {
  const end = text.indexOf("=");
  if (end >= 0) text = text.slice(0, end);
  text = text.replaceAll("-", "+").replaceAll("_", "/").replace(/[^A-Za-z0-9+/]/g, "");
  if (text.length % 4 === 1) text = text.slice(0, -1);
  return Uint8Array.fromBase64(text);
}

/** The encoding of that name, or undefined. */
const find = (name) => (typeof name === "string" ? byName[name] ?? byName[name.toLowerCase()] : undefined);
function encodingOf(name) {
  if (name === undefined || name === null || name === "") return utf8;
  const found = find(name);
  if (found === undefined) throw coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${String(name)}`);
  return found;
}

module.exports = { find, encodingOf };
