// Searches all that the node: modules lead to, getters and results of stack frames included, for functions of the host.
// @expect 200 contained
const KINDS = ('AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError FinalizationRegistry ' +
  'Float16Array Float32Array Float64Array Function Int16Array Int32Array Int8Array Intl Iterator JSON Map Math Number Object Promise Proxy ' +
  'RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array ' +
  'Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly Temporal Atomics SharedArrayBuffer DisposableStack AsyncDisposableStack SuppressedError ' +
  'decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN parseFloat parseInt').split(' ');
const MODULES = ('assert assert/strict async_hooks buffer crypto diagnostics_channel events module os path path/posix perf_hooks process querystring ' +
  'stream stream/consumers stream/promises stream/web string_decoder timers timers/promises url util util/types zlib').split(' ');
const HOST = ['hostOp', 'nodeFile', 'requireBuiltIn', 'environment', 'swapContinuation', 'fetchWrite', 'bodyChunk', 'runTimers', '__bind', '__adopt'];
const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

/** All that can be reached from the roots without calling anything but getters. */
function reach(roots, seen = new Set()) {
  const queue = [...roots];
  while (queue.length > 0) {
    const object = queue.pop();
    if (!isObject(object) || seen.has(object)) continue;
    seen.add(object);
    if (seen.size > 100_000) throw new Error('too much to search');
    queue.push(Reflect.getPrototypeOf(object));
    for (const key of Reflect.ownKeys(object)) {
      const found = Reflect.getOwnPropertyDescriptor(object, key);
      queue.push(found.value, found.get, found.set);
      if (found.get) try { queue.push(object[key]); } catch { continue; }
    }
  }
  return seen;
}
const kinds = [function* () {}, async () => {}, async function* () {}, [][Symbol.iterator](), new Map().entries(), new Set().values(), ''.matchAll(/x/g),
  ''[Symbol.iterator](), Reflect.getPrototypeOf(Uint8Array), [].values().map((x) => x), Iterator.from({ next() {} }), new Intl.Segmenter().segment(''), new Intl.Segmenter().segment('')[Symbol.iterator]()];
const standard = reach([...KINDS.filter((name) => name in globalThis).map((name) => globalThis[name]), ...kinds]);
const isNative = (f) => typeof f === 'function' && Function.prototype.toString.call(f).endsWith('{ [native code] }') && !f.name.startsWith('bound ');

export default (request, env, ctx) => {
  const modules = MODULES.map((name) => process.getBuiltinModule(name));
  const frames = [];
  Error.prepareStackTrace = (error, sites) => { for (const site of sites) frames.push(site.getThis(), site.getFunction(), site.getEvalOrigin()); return ''; };
  const asked = { toString() { return String(new Error().stack), 'utf8'; }, valueOf() { return String(new Error().stack), 1; } };
  for (const module of modules) {
    for (const f of Object.values(module)) {
      if (typeof f === 'function') for (const call of [() => f(asked, asked), () => new f(asked, asked)]) try { call()?.catch?.(() => {}); } catch { continue; }
    }
  }
  delete Error.prepareStackTrace;
  const all = reach([...modules, ...frames, process, Buffer, request, ctx, globalThis]);
  const bad = [];
  for (const object of all) {
    for (const name of HOST) if (Object.hasOwn(object, name)) bad.push('member ' + name);
    if (isNative(object) && !standard.has(object)) bad.push('native ' + object.name);
  }
  for (const name of ['java', 'javax', 'Packages', 'Java', 'Polyglot', 'javet', 'console_', 'd8', 'quit', 'load', 'version']) if (name in globalThis) bad.push(name);
  return new Response(bad.join('; ') || 'contained');
};
