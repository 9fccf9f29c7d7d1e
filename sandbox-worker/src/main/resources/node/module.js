// node:module
"use strict";

const { coded, checkString } = require("./internal/errors");
const { isBuiltIn, requireBuiltIn } = internals;

/** require() for what is built in: everything else is in the bundle. */
function createRequire() {
  const requireModule = (name) => {
    checkString(name, "id");
    if (isBuiltIn(name)) return requireBuiltIn(name);
    throw coded(Error, "MODULE_NOT_FOUND", `Cannot find module '${name}'`);
  };
  requireModule.resolve = (name) => name;
  return requireModule;
}
module.exports = { createRequire, isBuiltin: (name) => isBuiltIn(`${name}`) };
