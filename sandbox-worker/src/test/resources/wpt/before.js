// Runs before testharness.js: what a worker-like global has beyond the platform, and a place that relative URLs start from.
globalThis.GLOBAL = { isWindow: () => false, isWorker: () => true, isShadowRealm: () => false };
globalThis.location = {
  href: `http://web-platform.test:8000/${__path}`, search: __variant, origin: 'http://web-platform.test:8000',
  protocol: 'http:', host: 'web-platform.test:8000', hostname: 'web-platform.test', port: '8000', pathname: `/${__path}`,
  toString() { return this.href; },
};
{
  const resolve = input => (typeof input === 'string' || typeof input === 'function' ? URL.parse(input, location.href)?.href ?? input : input);
  const realFetch = globalThis.fetch;
  const realRedirect = Response.redirect;
  globalThis.fetch = function fetch(input, init) { return realFetch(resolve(input), init); };
  Response.redirect = function redirect(url, status) { return realRedirect(resolve(url), status); };
  const first = (prototype, names, change) => names.forEach(name => {
    const real = prototype[name];
    prototype[name] = function (...given) { return real.apply(this, given.length === 0 ? [] : [change(given[0]), ...given.slice(1)]); };
  });
  if (!__path.includes('idlharness')) {
    first(Cache.prototype, ['match', 'matchAll', 'add', 'put', 'delete', 'keys'], resolve);
    first(Cache.prototype, ['addAll'], list => list.map(resolve));
    first(CacheStorage.prototype, ['match'], resolve);
  }
  globalThis.Request = new Proxy(Request, {
    construct(target, [input, ...rest], newTarget) {
      return Reflect.construct(target, input === undefined ? [] : [resolve(input), ...rest], newTarget);
    },
  });
}
// Functions can have no shared memory. That what takes buffers deals with it rightly is tested all the same, with V8's own:
// this is how common/sab.js comes by its constructor.
if (!__path.startsWith('wasm/')) {
  WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
    construct(target, given, newTarget) {
      return given[0]?.shared ? { buffer: new SharedArrayBuffer(0) } : Reflect.construct(target, given, newTarget);
    },
  });
}
// testharness.js would expect to report to the page that started the worker.
globalThis.__WorkerGlobalScope = WorkerGlobalScope;
delete globalThis.WorkerGlobalScope;
