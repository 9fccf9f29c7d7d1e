// The node: modules. Their files have the form of CommonJS; the host compiles each when it is first required, so that
// an isolate that imports none holds none of them.
const nodeFiles = new Map();
const NODE_PACKAGES = { __proto__: null, "readable-stream": "npm/readable-stream/lib/ours/browser.js" };

/** The exports of a file in the worker's folder of node: modules. */
function nodeFile(path) {
  let module = mapGet(nodeFiles, path);
  if (module === undefined) {
    module = { __proto__: null, exports: {} };
    mapSet(nodeFiles, path, module);
    const body = needHost().nodeFile(path);
    try {
      // Files of packages see what user code may see.
      body(module.exports, (name) => nodeFile(nodePath(path, name)), module, strStarts(path, "npm/") ? undefined : nodeInternals);
    } catch (error) {
      mapDelete(nodeFiles, path);
      throw error;
    }
  }
  return module.exports;
}
/** The file that a require() in another file names. */
function nodePath(from, name) {
  if (NODE_PACKAGES[name] !== undefined) return NODE_PACKAGES[name];
  if (strEnds(name, "/")) return `${strSlice(name, 0, -1)}.js`;
  if (strAt(name, 0) !== 46) return `${strStarts(name, "node:") ? strSlice(name, 5) : name}.js`;
  const steps = strSplit(from, "/");
  arrPop(steps);
  const parts = strSplit(name, "/");
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] === "..") arrPop(steps);
    else if (parts[i] !== ".") arrPush(steps, parts[i]);
  }
  const path = arrJoin(steps, "/");
  return strEnds(path, ".js") ? path : `${path}.js`;
}
/** What a module built in offers, by the name that the host has found in its table: what require() gives. */
const nodeModule = (name) => nodeFile(`${name}.js`);
/** The same as an ECMAScript module has it: the names in the table, and the whole as the default export. */
function nodeNamespace(name, exported) {
  const module = nodeModule(name);
  const names = strSplit(exported, " ");
  const namespace = { __proto__: null, default: module };
  for (let i = 0; i < names.length; i++) namespace[names[i]] = module[names[i]];
  return namespace;
}

// V8's continuation-preserved data: one value that goes along with every promise reaction. The host finds the two
// functions for functions that use node:async_hooks; without them there is nothing to preserve.
let readContinuation = () => undefined;
let writeContinuation = null;
function adoptContinuation(functions) {
  for (let i = 0; i < functions.length; i++) {
    const descriptor = ObjectGetOwnPropertyDescriptor(functions[i], "name");
    if (descriptor === undefined) continue;
    if (descriptor.value === "getContinuationPreservedEmbedderData") readContinuation = functions[i];
    if (descriptor.value === "setContinuationPreservedEmbedderData") writeContinuation = functions[i];
  }
}
/** Makes a value the current one and gives the one before. */
function swapContinuation(value) {
  if (writeContinuation === null) return undefined;
  const previous = readContinuation();
  if (previous !== value) writeContinuation(value);
  return previous;
}

const nodeInternals = {
  __proto__: null,
  hostOp: (name, a, b, c, d, e, f) => hostOp(name, a, b, c, d, e, f),
  isBuiltIn: (name) => needHost().isNodeModule(name),
  requireBuiltIn: (name) => nodeModule(strStarts(name, "node:") ? strSlice(name, 5) : name),
  encodeUtf8,
  decodeUtf8: (bytes) => decodeUtf8Raw(bytes, false),
  latin1Text,
  exact,
  randomBytes,
  environment: () => environment,
  log: (level, text) => needHost().log(currentRequest(), level, text),
  now: nowMillis,
  timeOrigin: () => timeOrigin,
  isError: (value) => isErrorObject(value),
  hasContinuation: () => writeContinuation !== null,
  readContinuation: () => readContinuation(),
  swapContinuation,
};

/** Globals of Node.js that load their module when they are first used. */
function exposeLazily(name, load) {
  ObjectDefineProperty(global, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      const value = load();
      exposeValue(name, value);
      return value;
    },
    set(value) { exposeValue(name, value); },
  });
}
exposeLazily("Buffer", () => nodeModule("buffer").Buffer);
exposeLazily("process", () => nodeModule("process"));
exposeLazily("setImmediate", () => nodeModule("timers").setImmediate);
exposeLazily("clearImmediate", () => nodeModule("timers").clearImmediate);
exposeValue("global", global);
