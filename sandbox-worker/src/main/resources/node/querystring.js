// node:querystring
"use strict";

const { Buffer } = require("node:buffer");
const PLAIN = /[^A-Za-z0-9\-_.!~*'()]/;

function escape(value) {
  const text = typeof value === "string" ? value : typeof value === "object" ? String(value) : `${value}`;
  return PLAIN.test(text) ? encodeURIComponent(text) : text;
}
function unescape(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text).toString();
  }
}
function unescapeBuffer(text) {
  const source = Buffer.from(text);
  const out = Buffer.alloc(source.length);
  let length = 0;
  for (let i = 0; i < source.length; i++) {
    const code = source[i] === 37 ? Number.parseInt(source.latin1Slice(i + 1, i + 3).replace(/[^0-9a-fA-F]/g, "x"), 16) : NaN;
    const escaped = !Number.isNaN(code) && i + 2 < source.length;
    out[length++] = escaped ? code : source[i];
    if (escaped) i += 2;
  }
  return out.subarray(0, length);
}
const primitive = (value) => (typeof value === "string" ? value : typeof value === "number" ? (Number.isFinite(value) ? `${value}` : "") : typeof value === "bigint" || typeof value === "boolean" ? `${value}` : "");

function stringify(object, separator = "&", equals = "=", options = {}) {
  const encode = options.encodeURIComponent ?? querystring.escape;
  if (object === null || typeof object !== "object") return "";
  const pairs = [];
  for (const key of Object.keys(object)) {
    const name = encode(key) + equals;
    const value = object[key];
    if (Array.isArray(value)) for (const item of value) pairs.push(name + encode(primitive(item)));
    else pairs.push(name + encode(primitive(value)));
  }
  return pairs.join(separator);
}

function parse(text, separator = "&", equals = "=", options = {}) {
  const decode = options.decodeURIComponent ?? querystring.unescape;
  const result = { __proto__: null };
  if (typeof text !== "string" || text === "") return result;
  const most = options.maxKeys ?? 1000;
  let pairs = text.split(separator || "&");
  if (most > 0) pairs = pairs.slice(0, most);
  for (const pair of pairs) {
    if (pair === "") continue;
    const at = pair.indexOf(equals || "=");
    const name = decode((at < 0 ? pair : pair.slice(0, at)).replaceAll("+", " "));
    const value = at < 0 ? "" : decode(pair.slice(at + (equals || "=").length).replaceAll("+", " "));
    if (!(name in result)) result[name] = value;
    else if (Array.isArray(result[name])) result[name].push(value);
    else result[name] = [result[name], value];
  }
  return result;
}

const querystring = { escape, unescape, unescapeBuffer, stringify, parse, encode: stringify, decode: parse };
module.exports = querystring;
