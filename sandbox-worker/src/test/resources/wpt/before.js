// Runs before testharness.js: what a worker-like global has beyond the platform.
globalThis.GLOBAL = { isWindow: () => false, isWorker: () => true, isShadowRealm: () => false };
globalThis.location = {
  href: `http://web-platform.test:8000/${__path}`, search: __variant, origin: 'http://web-platform.test:8000',
  protocol: 'http:', host: 'web-platform.test:8000', hostname: 'web-platform.test', port: '8000', pathname: `/${__path}`,
  toString() { return this.href; },
};
{
  const real = globalThis.fetch;
  const read = globalThis.__readFile;
  delete globalThis.__readFile;
  globalThis.fetch = function fetch(input, init) {
    if (typeof input === 'string' || input instanceof URL) {
      const url = new URL(input, location.href);
      if (url.host === location.host) {
        if (url.pathname.endsWith('/echo-content.py')) {
          return new Request(url, init).arrayBuffer().then(sent => new Response(sent));
        }
        const bytes = read(decodeURIComponent(url.pathname));
        if (bytes === null) return Promise.reject(new TypeError(`no such file: ${url.pathname}`));
        return Promise.resolve(new Response(bytes));
      }
    }
    return real(input, init);
  };
}
// testharness.js would expect to report to the page that started the worker.
globalThis.__WorkerGlobalScope = WorkerGlobalScope;
delete globalThis.WorkerGlobalScope;
