// Memories of WebAssembly count for a function's memory limit. V8 does not count them, so every way to one leads
// through here: the constructor, growing from script, and instances. What WebAssembly itself grows is found when the
// memories are counted, which is why those of a module have to be exported. Shared ones are refused: there are no
// other threads, nobody would count them, and waiting in one would hold a thread.
const WASM_PAGE_BYTES = 65536;
const MOST_WASM_PAGES = 65536;
/** What the memories may have together. */
let mostWasmBytes = Infinity;
/** What they had when they were counted last, and what was asked for since. */
let wasmBytes = 0;
/** What can never be counted again, at its largest. */
let hiddenWasmBytes = 0;
const wasmMemories = [];
const knownMemories = new WeakMap();
/** The memories that a module brings along. */
const moduleMemories = new WeakMap();
let memoryBuffer = null;

/** Counts the memories that live; looking at one keeps it alive until the host's call returns. */
function countWasm() {
  let bytes = hiddenWasmBytes;
  let kept = 0;
  for (let i = 0; i < wasmMemories.length; i++) {
    const memory = weakRefDeref(wasmMemories[i]);
    if (memory === undefined) continue;
    wasmMemories[kept++] = wasmMemories[i];
    bytes += bufferByteLength(memoryBuffer(memory));
  }
  wasmMemories.length = kept;
  wasmBytes = bytes;
  return bytes;
}
function chargeWasm(bytes, where) {
  if (wasmBytes + bytes > mostWasmBytes) {
    host.collectGarbage();
    countWasm();
    if (wasmBytes + bytes > mostWasmBytes) {
      throw new RangeError(`${where}: the function's memory limit leaves no room for ${bytes} bytes of memory`);
    }
  }
  wasmBytes += bytes;
}
function keepMemory(memory) {
  if (weakHas(knownMemories, memory)) return;
  weakSet(knownMemories, memory, true);
  arrPush(wasmMemories, new WeakRef(memory));
}

/** Reads a valid module's memories: {shared, starts, own: [{initial, most, exported}]}. */
function scanModule(bytes) {
  const found = { __proto__: null, shared: false, starts: false, own: [] };
  const exported = new Set();
  let imported = 0;
  let at = 8;
  const number = () => {
    let value = 0;
    let scale = 1;
    let byte;
    do {
      byte = bytes[at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    return value;
  };
  const skipName = () => {
    const length = number();
    at += length;
  };
  const skipType = () => {
    const byte = bytes[at++];
    if (byte === 0x63 || byte === 0x64) number();
  };
  const limits = () => {
    const flags = number();
    const initial = number();
    const most = (flags & 1) === 0 ? null : number();
    if ((flags & 2) !== 0) found.shared = true;
    return { __proto__: null, initial, most };
  };
  const readImport = () => {
    skipName();
    skipName();
    const kind = bytes[at++];
    if (kind === 0) number();
    else if (kind === 1) {
      skipType();
      limits();
    } else if (kind === 2) {
      imported++;
      limits();
    } else if (kind === 3) {
      skipType();
      at++;
    } else {
      at++;
      number();
    }
  };
  const readExport = () => {
    skipName();
    const kind = bytes[at++];
    const index = number();
    if (kind === 2) setAdd(exported, index);
  };
  const each = (read) => { for (let left = number(); left > 0; left--) read(); };
  const length = typedByteLength(bytes);
  while (at < length) {
    const id = bytes[at++];
    const size = number();
    const end = at + size;
    if (id === 2) each(readImport);
    else if (id === 5) each(() => arrPush(found.own, limits()));
    else if (id === 7) each(readExport);
    else if (id === 8) found.starts = true;
    at = end;
  }
  for (let i = 0; i < found.own.length; i++) found.own[i].exported = setHas(exported, imported + i);
  return found;
}

function installWasmMemory() {
  if (WebAssembly === undefined) return null;
  const { Module, Instance, Memory, CompileError } = WebAssembly;
  const instanceExports = getterOf(Instance.prototype, "exports");
  const grow = uncurry(Memory.prototype.grow);
  memoryBuffer = getterOf(Memory.prototype, "buffer");

  /** Compiles bytes that nobody else can change meanwhile. */
  const compile = (bytes, target = Module) => {
    const module = ReflectConstruct(Module, [bytes], target);
    const found = scanModule(bytes);
    if (found.shared) throw new CompileError("Shared memories are not available: functions have no threads");
    for (let i = 0; i < found.own.length; i++) {
      const { exported, most } = found.own[i];
      if (!exported && most === null) {
        throw new CompileError("A module's memory must be exported or have a maximum, for the function's memory limit");
      }
    }
    weakSet(moduleMemories, module, found);
    return module;
  };
  const instantiate = (module, imports, target = Instance) => {
    const found = isObject(module) ? weakGet(moduleMemories, module) : undefined;
    if (found === undefined || found.own.length === 0) return ReflectConstruct(Instance, [module, imports], target);
    let pages = 0;
    for (let i = 0; i < found.own.length; i++) {
      const { initial, most, exported } = found.own[i];
      pages += exported ? initial : most;
    }
    chargeWasm(pages * WASM_PAGE_BYTES, "WebAssembly.Instance()");
    let instance;
    try {
      instance = ReflectConstruct(Instance, [module, imports], target);
    } catch (error) {
      // Its start function may have handed out functions that go on using the memory.
      if (found.starts) hide(found, true);
      throw error;
    }
    hide(found, false);
    keepExported(instance);
    return instance;
  };
  const hide = ({ own }, all) => {
    for (let i = 0; i < own.length; i++) {
      if (all || !own[i].exported) hiddenWasmBytes += own[i].most === null ? mostWasmBytes : own[i].most * WASM_PAGE_BYTES;
    }
  };
  const keepExported = (instance) => {
    const exports = instanceExports(instance);
    const names = ObjectKeys(exports);
    for (let i = 0; i < names.length; i++) {
      const value = exports[names[i]];
      if (isObject(value) && attempt(memoryBuffer, value) !== undefined) keepMemory(value);
    }
  };
  const ways = {
    Module(target, list, newTarget) {
      const source = list[0];
      return isBufferSource(source) ? compile(copyOf(source), newTarget) : ReflectConstruct(target, list, newTarget);
    },
    Instance(target, list, newTarget) {
      return instantiate(list[0], list[1], newTarget);
    },
    Memory(target, list, newTarget) {
      const memory = ReflectConstruct(target, list, newTarget);
      const buffer = memoryBuffer(memory);
      if (!isArrayBuffer(buffer)) throw new TypeError("WebAssembly.Memory(): shared memories are not available: functions have no threads");
      chargeWasm(bufferByteLength(buffer), "WebAssembly.Memory()");
      keepMemory(memory);
      return memory;
    },
  };
  const names = ObjectKeys(ways);
  for (let i = 0; i < names.length; i++) {
    const native = WebAssembly[names[i]];
    const way = ways[names[i]];
    const checked = new Proxy(native, { __proto__: null, construct: way });
    ObjectDefineProperty(native.prototype, "constructor",
      { __proto__: null, value: checked, writable: true, enumerable: false, configurable: true });
    ObjectDefineProperty(WebAssembly, names[i],
      { __proto__: null, value: checked, writable: true, enumerable: false, configurable: true });
  }
  const { grow: checkedGrow } = {
    grow(delta) {
      memoryBuffer(this);
      const pages = typeof delta === "bigint" ? delta : +delta;
      if (pages > 0 && pages <= MOST_WASM_PAGES) chargeWasm(Number(pages) * WASM_PAGE_BYTES, "WebAssembly.Memory.grow()");
      return grow(this, pages);
    },
  };
  ObjectDefineProperty(Memory.prototype, "grow",
    { __proto__: null, value: checkedGrow, writable: true, enumerable: true, configurable: true });
  return { compile, instantiate };
}
