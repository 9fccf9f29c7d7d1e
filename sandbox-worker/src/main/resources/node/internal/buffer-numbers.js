// Buffer's methods that read and write numbers.
"use strict";

const { coded, invalidType, outOfRange, checkInteger } = require("./errors");

const view = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);

function checkOffset(buffer, offset, size) {
  if (typeof offset !== "number") throw invalidType("offset", "of type number", offset);
  if (!Number.isInteger(offset)) throw outOfRange("offset", "an integer", offset);
  if (offset >= 0 && offset + size <= buffer.length) return;
  if (buffer.length < size) throw coded(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds");
  throw outOfRange("offset", `>= 0 and <= ${buffer.length - size}`, offset);
}
function checkValue(value, least, most) {
  if (value < least || value > most) throw outOfRange("value", `>= ${least} and <= ${most}`, value);
}

/** name in DataView, name in Buffer, size in bytes, least and most value where there are bounds. */
const FIXED = [
  ["Uint8", "UInt8", 1, 0, 255], ["Int8", "Int8", 1, -128, 127],
  ["Uint16", "UInt16", 2, 0, 65535], ["Int16", "Int16", 2, -32768, 32767],
  ["Uint32", "UInt32", 4, 0, 4294967295], ["Int32", "Int32", 4, -2147483648, 2147483647],
  ["BigUint64", "BigUInt64", 8, 0n, 2n ** 64n - 1n], ["BigInt64", "BigInt64", 8, -(2n ** 63n), 2n ** 63n - 1n],
  ["Float32", "Float", 4], ["Float64", "Double", 8],
];

function readFixed(type, size, little) {
  const get = `get${type}`;
  return function (offset = 0) {
    checkOffset(this, offset, size);
    return view(this)[get](offset, little);
  };
}
function writeFixed(type, size, little, least, most) {
  const set = `set${type}`;
  return function (value, offset = 0) {
    if (least !== undefined) {
      if (typeof least !== "bigint") value = +value;
      else if (typeof value !== "bigint") throw invalidType("value", "of type bigint", value);
      checkValue(value, least, most);
    }
    checkOffset(this, offset, size);
    view(this)[set](offset, value, little);
    return offset + size;
  };
}

/** Integers of one to six bytes. */
function readSized(signed, little) {
  return function (offset, size) {
    checkInteger(size, "byteLength", 1, 6);
    checkOffset(this, offset, size);
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + this[little ? offset + size - 1 - i : offset + i];
    return signed && value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value;
  };
}
function writeSized(signed, little) {
  return function (value, offset, size) {
    checkInteger(size, "byteLength", 1, 6);
    value = +value;
    checkValue(value, signed ? -(2 ** (8 * size - 1)) : 0, 2 ** (signed ? 8 * size - 1 : 8 * size) - 1);
    checkOffset(this, offset, size);
    let rest = Math.trunc(value);
    if (rest < 0) rest += 2 ** (8 * size);
    for (let i = 0; i < size; i++) {
      this[little ? offset + i : offset + size - 1 - i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return offset + size;
  };
}

module.exports = function addNumbers(prototype) {
  const add = (name, value) => {
    for (const alias of name.includes("UInt") ? [name, name.replace("UInt", "Uint")] : [name]) {
      Object.defineProperty(prototype, alias, { value, writable: true, configurable: true });
    }
  };
  for (const [type, name, size, least, most] of FIXED) {
    for (const [suffix, little] of size === 1 ? [["", false]] : [["LE", true], ["BE", false]]) {
      add(`read${name}${suffix}`, readFixed(type, size, little));
      add(`write${name}${suffix}`, writeFixed(type, size, little, least, most));
    }
  }
  for (const [name, signed] of [["UInt", false], ["Int", true]]) {
    for (const [suffix, little] of [["LE", true], ["BE", false]]) {
      add(`read${name}${suffix}`, readSized(signed, little));
      add(`write${name}${suffix}`, writeSized(signed, little));
    }
  }
};
