// Replaces what the node: modules call while they load and work, and searches what passes by; the platform's insides must not.
// @expect 200 contained
const HOST = ['hostOp', 'nodeFile', 'requireBuiltIn', 'environment', 'swapContinuation', 'encodeUtf8', 'latin1Text', 'isBuiltIn', 'fetchWrite'];
const { apply, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
const caught = new Set();
let watching = false;
const look = (value) => {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
  for (let i = 0; i < HOST.length; i++) if (getOwnPropertyDescriptor(value, HOST[i])) caught.add(HOST[i]);
};
const spy = (real, name) => function (...args) {
  if (!watching) return new.target ? Reflect.construct(real, args, new.target) : apply(real, this, args);
  watching = false;
  look(this);
  for (let i = 0; i < args.length; i++) look(args[i]);
  watching = true;
  return apply(real, this, args);
};
const owners = [Object, Reflect, Array, Function.prototype, Array.prototype, Map.prototype, Set.prototype, WeakMap.prototype, Promise.prototype, String.prototype,
  Object.prototype, RegExp.prototype, Uint8Array, Symbol, JSON, Math, Number, Error];
for (const owner of owners) {
  for (const key of ownKeys(owner)) {
    const own = getOwnPropertyDescriptor(owner, key);
    if (typeof own.value === 'function' && key !== 'constructor' && own.configurable) defineProperty(owner, key, { ...own, value: spy(own.value, key) });
  }
}
for (const name of [...HOST, 'exports', 'require', 'internals', 'default', 'get', 'set', 'value']) {
  if (name === 'get' || name === 'set' || name === 'value') continue;
  defineProperty(Object.prototype, name, { configurable: true, get() { return undefined; }, set(value) {
    look(this); look(value);
    if (name === 'internals' || HOST.includes(name)) caught.add('set ' + name);
    defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true });
  } });
}
export default () => {
  const modules = ['process', 'buffer', 'events', 'util', 'stream', 'crypto', 'zlib', 'async_hooks', 'timers', 'url', 'assert', 'module', 'querystring'];
  watching = true;
  for (const name of modules) {
    let module;
    try { module = process.getBuiltinModule(name); } catch { continue; }
    for (const member of Object.values(module)) if (typeof member === 'function') try { member('md5', 'x'); } catch { continue; }
  }
  watching = false;
  return new Response([...caught].join('; ') || 'contained');
};
