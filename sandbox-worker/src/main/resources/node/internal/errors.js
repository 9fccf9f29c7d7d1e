// Errors as Node.js throws them: with a code.
"use strict";

function coded(Base, code, message) {
  const error = new Base(message);
  error.code = code;
  return error;
}

function received(value) {
  if (value === null || value === undefined) return ` Received ${value}`;
  if (typeof value === "function") return ` Received function ${value.name}`;
  if (typeof value === "object") {
    const name = value.constructor?.name;
    return name ? ` Received an instance of ${name}` : " Received an object";
  }
  const text = String(value);
  return ` Received type ${typeof value} (${text.length > 28 ? `${text.slice(0, 25)}...` : text})`;
}

const argument = (name) => (name.includes(".") ? `"${name}" property` : `"${name}" argument`);
const invalidType = (name, expected, value) =>
  coded(TypeError, "ERR_INVALID_ARG_TYPE", `The ${argument(name)} must be ${expected}.${received(value)}`);
const invalidValue = (name, value, reason = "is invalid") =>
  coded(TypeError, "ERR_INVALID_ARG_VALUE", `The ${argument(name)} ${reason}.${received(value)}`);
const outOfRange = (name, range, value) =>
  coded(RangeError, "ERR_OUT_OF_RANGE", `The value of "${name}" is out of range. It must be ${range}. Received ${String(value)}`);

function checkString(value, name) {
  if (typeof value !== "string") throw invalidType(name, "of type string", value);
}
function checkFunction(value, name) {
  if (typeof value !== "function") throw invalidType(name, "of type function", value);
}
function checkObject(value, name) {
  if (value === null || typeof value !== "object") throw invalidType(name, "of type object", value);
}
function checkInteger(value, name, least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== "number") throw invalidType(name, "of type number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < least || value > most) throw outOfRange(name, `>= ${least} && <= ${most}`, value);
}

class AbortError extends Error {
  constructor(options) {
    super("The operation was aborted", options);
    this.name = "AbortError";
    this.code = "ABORT_ERR";
  }
}

module.exports = {
  AbortError, coded, invalidType, invalidValue, outOfRange, checkString, checkFunction, checkObject, checkInteger,
};
