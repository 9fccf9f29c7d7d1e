// WebAssembly's promise-returning functions (https://webassembly.github.io/spec/js-api/, web-api/). V8 compiles
// asynchronously on tasks of an event loop that an isolate here does not have: these compile at once instead.
function installWasm() {
  const checked = installWasmMemory();
  if (checked === null) return;
  const isModule = (value) => attempt(wasmModuleExports, value) !== undefined;
  const compileBytes = (source, where) => {
    if (!isBufferSource(source) && !isSharedBuffer(source)) {
      throw new TypeError(`${where}: Argument 0 must be a buffer source`);
    }
    return checked.compile(typedSlice(bytesOf(source)));
  };
  const later = (work) => promiseThen(resolvedPromise(), work);
  const checkImports = (imports, where) => {
    if (imports !== undefined && !isObject(imports)) throw new TypeError(`${where}: Argument 1 must be an object`);
  };
  const both = (module, imports) => ({ module, instance: checked.instantiate(module, imports) });
  const responseBytes = (source, where) => promiseThen(promiseResolve(source), (value) => {
    const response = responseState(value);
    if (response === undefined) throw new TypeError(`${where}: Argument 0 must be a Response or a Promise for one`);
    if (strLower(trimAscii(mimeTypeOf(response.headers))) !== "application/wasm") {
      throw new TypeError(`${where}: Incorrect response MIME type. Expected 'application/wasm'.`);
    }
    if (response.type === "error" || response.status < 200 || response.status > 299) {
      throw new TypeError(`${where}: HTTP status code is not ok`);
    }
    return consumeBody(response.body, asBytes);
  });
  const functions = {
    compile(bytes) {
      try {
        const copy = copyWasm(bytes, "WebAssembly.compile()");
        return later(() => compileBytes(copy, "WebAssembly.compile()"));
      } catch (error) {
        return promiseReject(error);
      }
    },
    instantiate(source, importObject = undefined) {
      const where = "WebAssembly.instantiate()";
      try {
        if (isModule(source)) {
          checkImports(importObject, where);
          return promiseResolve(checked.instantiate(source, importObject));
        }
        const copy = copyWasm(source, where);
        checkImports(importObject, where);
        return later(() => both(compileBytes(copy, where), importObject));
      } catch (error) {
        return promiseReject(error);
      }
    },
    compileStreaming(source) {
      const where = "WebAssembly.compileStreaming()";
      return promiseThen(responseBytes(source, where), (bytes) => compileBytes(bytes, where));
    },
    instantiateStreaming(source, importObject = undefined) {
      const where = "WebAssembly.instantiateStreaming()";
      try {
        checkImports(importObject, where);
      } catch (error) {
        return promiseReject(error);
      }
      return promiseThen(responseBytes(source, where), (bytes) => both(compileBytes(bytes, where), importObject));
    },
  };
  const names = ObjectKeys(functions);
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(WebAssembly, names[i],
      { __proto__: null, value: functions[names[i]], writable: true, enumerable: true, configurable: true });
  }
}
function copyWasm(source, where) {
  if (!isBufferSource(source) && !isSharedBuffer(source)) throw new TypeError(`${where}: Argument 0 must be a buffer source`);
  return copyOf(source);
}
arrPush(lateCaptures, installWasm);
