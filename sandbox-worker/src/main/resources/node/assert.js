// node:assert
"use strict";

const { inspect } = require("./internal/inspect");
const { isDeepEqual, isDeepStrictEqual } = require("./internal/comparisons");
const { coded, invalidType, checkFunction } = require("./internal/errors");

class AssertionError extends Error {
  constructor(options) {
    if (options === null || typeof options !== "object") throw invalidType("options", "of type object", options);
    super(options.message === undefined ? `${inspect(options.actual)} ${options.operator} ${inspect(options.expected)}` : String(options.message));
    this.name = "AssertionError";
    this.code = "ERR_ASSERTION";
    this.generatedMessage = options.message === undefined;
    this.actual = options.actual;
    this.expected = options.expected;
    this.operator = options.operator;
    if (options.stackStartFn) Error.captureStackTrace?.(this, options.stackStartFn);
  }
}

function fails(actual, expected, message, operator, words, start) {
  if (internals.isError(message)) throw message;
  const generated = message === undefined;
  const shown = (value) => inspect(value, { depth: 1000, breakLength: Infinity, sorted: true });
  const error = new AssertionError({
    actual, expected, operator, stackStartFn: start,
    message: generated ? (words.includes("\n") ? words : `${words}\n\n${shown(actual)} !== ${shown(expected)}\n`) : message,
  });
  error.generatedMessage = generated;
  throw error;
}
const comparison = (operator, holds, words) => function check(actual, expected, message) {
  if (arguments.length < 2) throw coded(TypeError, "ERR_MISSING_ARGS", 'The "actual" and "expected" arguments must be specified');
  if (!holds(actual, expected)) fails(actual, expected, message, operator, words, check);
};

function truthy(value, message, given, start) {
  if (value) return;
  const words = given === 0 ? "No value argument passed to `assert.ok()`" : `The expression evaluated to a falsy value:\n\n  assert(${inspect(value)})\n`;
  if (internals.isError(message)) throw message;
  const error = new AssertionError({ actual: value, expected: true, operator: "==", message: message ?? words, stackStartFn: start });
  error.generatedMessage = message === undefined;
  throw error;
}
function assert(...args) { truthy(args[0], args[1], args.length, assert); }
function ok(...args) { truthy(args[0], args[1], args.length, ok); }

/** Whether an error is what was expected: a class, a pattern, a test, or an object with some of its properties. */
function matches(error, expected, message, start) {
  if (typeof expected === "function") {
    if (expected.prototype !== undefined && error instanceof expected) return;
    if (Object.prototype.isPrototypeOf.call(Error, expected) || expected === Error) throw error;
    if (expected.call({}, error) === true) return;
    fails(error, expected, message, "throws", "The validation function is expected to return \"true\".\n", start);
  } else if (expected instanceof RegExp) {
    if (!expected.test(String(error))) fails(error, expected, message, "throws", "The input did not match the regular expression", start);
  } else {
    const keys = Object.keys(expected);
    if (expected instanceof Error) keys.push("name", "message");
    for (const key of keys) {
      const text = typeof error?.[key] === "string" && expected[key] instanceof RegExp;
      if (text ? !expected[key].test(error[key]) : !isDeepStrictEqual(error?.[key], expected[key])) fails(error, expected, message, "throws", "Expected values to be strictly deep-equal:", start);
    }
  }
}
function arguments_(expected, message) {
  return typeof expected === "string" ? [undefined, expected] : [expected, message];
}
function caught(error, expected, message, start) {
  const [wanted, text] = arguments_(expected, message);
  if (wanted !== undefined) matches(error, wanted, text, start);
}
function missing(name, expected, message, start) {
  const [wanted, text] = arguments_(expected, message);
  const kind = name === "rejects" ? "rejection" : "exception";
  fails(undefined, wanted, text === undefined ? `Missing expected ${kind}${wanted?.name ? ` (${wanted.name})` : ""}.` : `Missing expected ${kind}: ${text}`, name, "", start);
}
function unwanted(name, error, expected, message) {
  const [wanted, text] = arguments_(expected, message);
  if (typeof wanted === "function" && !(error instanceof wanted)) throw error;
  fails(error, wanted, `Got unwanted ${name === "doesNotReject" ? "rejection" : "exception"}${text ? `: ${text}` : "."}\nActual message: "${error?.message}"`, name, "", assert[name]);
}
async function outcome(promise) {
  const given = typeof promise === "function" ? promise() : promise;
  if (typeof given?.then !== "function") throw invalidType("promiseFn", "of type function or an instance of Promise", given);
  try {
    await given;
    return null;
  } catch (error) {
    return { error };
  }
}

Object.assign(assert, {
  ok,
  AssertionError,
  fail(message = "Failed") {
    if (internals.isError(message)) throw message;
    throw new AssertionError({ message, operator: "fail", stackStartFn: assert.fail });
  },
  equal: comparison("==", (a, b) => a == b || (a !== a && b !== b), "Expected values to be loosely equal:"),
  notEqual: comparison("!=", (a, b) => !(a == b || (a !== a && b !== b)), "Expected \"actual\" to be loosely unequal to:"),
  strictEqual: comparison("strictEqual", Object.is, "Expected values to be strictly equal:"),
  notStrictEqual: comparison("notStrictEqual", (a, b) => !Object.is(a, b), "Expected \"actual\" to be strictly unequal to:"),
  deepEqual: comparison("deepEqual", isDeepEqual, "Expected values to be loosely deep-equal:"),
  notDeepEqual: comparison("notDeepEqual", (a, b) => !isDeepEqual(a, b), "Expected \"actual\" not to be loosely deep-equal to:"),
  deepStrictEqual: comparison("deepStrictEqual", isDeepStrictEqual, "Expected values to be strictly deep-equal:"),
  notDeepStrictEqual: comparison("notDeepStrictEqual", (a, b) => !isDeepStrictEqual(a, b), "Expected \"actual\" not to be strictly deep-equal to:"),
  match(text, pattern, message) {
    if (typeof text !== "string" || !pattern.test(text)) fails(text, pattern, message, "match", "The input did not match the regular expression", assert.match);
  },
  doesNotMatch(text, pattern, message) {
    if (typeof text === "string" && pattern.test(text)) fails(text, pattern, message, "doesNotMatch", "The input was expected to not match the regular expression", assert.doesNotMatch);
  },
  throws(run, expected, message) {
    checkFunction(run, "fn");
    try {
      run();
    } catch (error) {
      caught(error, expected, message, assert.throws);
      return;
    }
    missing("throws", expected, message, assert.throws);
  },
  doesNotThrow(run, expected, message) {
    checkFunction(run, "fn");
    try {
      run();
    } catch (error) {
      unwanted("doesNotThrow", error, expected, message);
    }
  },
  async rejects(promise, expected, message) {
    const result = await outcome(promise);
    if (result === null) missing("rejects", expected, message, assert.rejects);
    else caught(result.error, expected, message, assert.rejects);
  },
  async doesNotReject(promise, expected, message) {
    const result = await outcome(promise);
    if (result !== null) unwanted("doesNotReject", result.error, expected, message);
  },
  ifError(value) {
    if (value === null || value === undefined) return;
    fails(value, null, `ifError got unwanted exception: ${value?.message ?? inspect(value)}`, "ifError", "", assert.ifError);
  },
});
function strict(...args) { truthy(args[0], args[1], args.length, strict); }
assert.strict = Object.assign(strict, assert, {
  equal: assert.strictEqual, notEqual: assert.notStrictEqual, deepEqual: assert.deepStrictEqual, notDeepEqual: assert.notDeepStrictEqual,
});
strict.strict = strict;
module.exports = assert;
