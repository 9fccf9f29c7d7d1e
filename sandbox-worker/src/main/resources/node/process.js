// node:process: what a program may ask about itself. There is no process that could be ended or signalled.
"use strict";

const { Buffer } = require("node:buffer");
const EventEmitter = require("./events");
const { coded, checkFunction } = require("./internal/errors");
const { environment, log, now, timeOrigin, isBuiltIn, requireBuiltIn } = internals;
const VERSION = "22.22.0";

const process = Object.create(Object.create(EventEmitter.prototype, {
  constructor: { value: function process() {}, writable: true, configurable: true },
  [Symbol.toStringTag]: { value: "process", configurable: true },
}));
EventEmitter.call(process);
module.exports = process;

/** Values are text, as in the environment of a process. */
const env = new Proxy(Object.assign({}, environment()), {
  set(target, name, value) {
    target[name] = String(value);
    return true;
  },
  defineProperty(target, name, descriptor) {
    return Reflect.defineProperty(target, name, "value" in descriptor ? { ...descriptor, value: String(descriptor.value) } : descriptor);
  },
});
const stream = (level) => ({
  isTTY: false,
  writable: true,
  write(text, encoding, callback) {
    log(level, typeof text === "string" ? text.replace(/\n$/, "") : Buffer.from(text).toString().replace(/\n$/, ""));
    const done = typeof encoding === "function" ? encoding : callback;
    if (done !== undefined) process.nextTick(done);
    return true;
  },
});
function hrtime(before) {
  const micros = Math.round((now() - timeOrigin()) * 1000);
  let [seconds, nanos] = [Math.floor(micros / 1e6), (micros % 1e6) * 1000];
  if (before !== undefined) {
    seconds -= before[0];
    nanos -= before[1];
    if (nanos < 0) [seconds, nanos] = [seconds - 1, nanos + 1e9];
  }
  return [seconds, nanos];
}
hrtime.bigint = () => BigInt(Math.round((now() - timeOrigin()) * 1000)) * 1000n;

Object.assign(process, {
  env,
  title: "node",
  version: `v${VERSION}`,
  versions: { node: VERSION },
  release: { name: "node", lts: "Jod" },
  arch: "x64",
  platform: "linux",
  pid: 1,
  ppid: 0,
  argv: ["node", "/function.js"],
  argv0: "node",
  execArgv: [],
  execPath: "/node",
  exitCode: undefined,
  features: { inspector: false, debug: false, uv: false, ipv6: true, tls: false },
  stdout: stream("log"),
  stderr: stream("error"),
  hrtime,
  cwd: () => "/",
  uptime: () => (now() - timeOrigin()) / 1000,
  umask: () => 0o22,
  nextTick(callback, ...args) {
    checkFunction(callback, "callback");
    queueMicrotask(() => callback(...args));
  },
  emitWarning(warning, type, code) {
    const name = (typeof type === "object" && type !== null ? type.type : type) ?? (internals.isError(warning) ? warning.name : "Warning");
    const mark = typeof type === "object" && type !== null ? type.code : code;
    log("warn", `${mark ? `[${mark}] ` : ""}${name}: ${internals.isError(warning) ? warning.message : warning}`);
  },
  getBuiltinModule: (id) => (isBuiltIn(`${id}`) ? requireBuiltIn(`${id}`) : undefined),
  exit() { throw unavailable("exit"); },
  abort() { throw unavailable("abort"); },
  kill() { throw unavailable("kill"); },
  chdir() { throw unavailable("chdir"); },
});
function unavailable(name) {
  return coded(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", `process.${name}() is not available: a function is not a process`);
}
