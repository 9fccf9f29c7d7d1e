// The Cache API (https://w3c.github.io/ServiceWorker/#cache-interface), kept in memory for the project by the host.
// How long a response is kept: as long as its Cache-Control or Expires says, without them until there is no more room.
/** Named caches cross to the host as JSON texts, whatever characters they have; caches.default is not one of them. */
const hostName = (name) => jsonStringify(name);
const DEFAULT_CACHE = "default";
const CACHE_QUERY = { __proto__: null, ignoreSearch: false, ignoreMethod: false, ignoreVary: false };

function cacheQuery(options, where) {
  const given = toDictionary(options, where);
  return given === null ? CACHE_QUERY
    : { __proto__: null, ignoreMethod: !!given.ignoreMethod, ignoreSearch: !!given.ignoreSearch, ignoreVary: !!given.ignoreVary };
}
/** A promise of what a call returns or throws. */
function promiseFrom(call) {
  try {
    return promiseResolve(call());
  } catch (error) {
    return promiseReject(error);
  }
}
/** A RequestInfo as the state of a request. */
const cacheRequest = (info, where) => requestState(info) ?? buildRequest(info, undefined, where);
function cacheKey(request, ignoreSearch) {
  const url = requestUrl(request);
  const text = serializeUrl(url, true);
  return ignoreSearch && url.query !== null ? strSlice(text, 0, strIndexOf(text, "?")) : text;
}
/** The field names of a Vary header. */
function varyNames(headers) {
  const vary = headerGet(headers, "vary");
  const names = vary === null ? [] : strSplit(vary, ",");
  for (let i = 0; i < names.length; i++) names[i] = strLower(trimAscii(names[i]));
  return names;
}
const variesOnAll = (response) => arrIncludes(varyNames(response.headers), "*");
function sameVary(entry, request) {
  const names = ObjectKeys(entry.vary);
  for (let i = 0; i < names.length; i++) if (headerGet(request.headers, names[i]) !== entry.vary[names[i]]) return false;
  return true;
}

/** What is known of each cached response {id, ...head} that a request matches; request null: all of them. */
function queryCache(name, request, query) {
  if (request !== null && request.method !== "GET" && !query.ignoreMethod) return [];
  const lines = strSplit(hostOp("cache.find", name, request === null ? "" : cacheKey(request, query.ignoreSearch), query.ignoreSearch), "\n");
  const entries = [];
  for (let i = 1; i < lines.length; i += 2) {
    const entry = jsonParse(lines[i + 1]);
    entry.id = +lines[i];
    if (request === null || query.ignoreVary || sameVary(entry, request)) arrPush(entries, entry);
  }
  return entries;
}
/** The cached response, or undefined when it has gone meanwhile. */
function cachedResponse(entry) {
  const bytes = hostOp("cache.body", entry.id);
  if (bytes === null) return undefined;
  const state = new ResponseState(entry.status, entry.statusText, new HeaderList(entry.headers, null, "immutable"),
    entry.hasBody ? bytesBody(new Uint8Array(bytes)) : null);
  state.type = entry.type;
  state.url = entry.url;
  state.redirected = entry.redirected;
  return publicResponse(state);
}
function cachedRequest(entry) {
  const request = new RequestState("GET", entry.requestUrl, new HeaderList(entry.requestHeaders, null, "request"), null);
  return publicRequest(request);
}

/** Milliseconds a response may be kept: 0 when it must not be, Infinity when it does not say. */
function cacheLifetime(headers) {
  const control = headerGet(headers, "cache-control");
  const directives = control === null ? [] : strSplit(strLower(control), ",");
  let seconds = null;
  for (let i = 0; i < directives.length; i++) {
    const equals = strIndexOf(directives[i], "=");
    const name = trimAscii(equals < 0 ? directives[i] : strSlice(directives[i], 0, equals));
    if (name === "no-store" || name === "private") return 0;
    if (equals < 0 || (name !== "s-maxage" && (name !== "max-age" || seconds !== null))) continue;
    seconds = parseNumber(strReplaceAll(trimAscii(strSlice(directives[i], equals + 1)), "\"", ""), 10);
    if (NumberIsNaN(seconds)) return 0;
    if (name === "s-maxage") break;
  }
  if (seconds !== null) return MathMax(0, seconds) * 1000;
  const expires = headerGet(headers, "expires");
  if (expires === null) return Infinity;
  const left = dateParse(expires) - needHost().now();
  return left > 0 ? left : 0;
}

/** Why a pair cannot be kept, or null. */
function uncacheable(request, response) {
  const scheme = requestUrl(request).scheme;
  if (scheme !== "http" && scheme !== "https") return `Request scheme '${scheme}' is not supported`;
  if (request.method !== "GET") return `Request method '${request.method}' is not supported`;
  if (response.status === 206) return "A partial response (206) cannot be kept";
  if (variesOnAll(response)) return "A response with Vary: * cannot be kept";
  if (response.body !== null && bodyUnusable(response.body)) return "The response's body has been used";
  return null;
}
/** Keeps a response whose whole body is there. */
function keepResponse(name, request, response, source) {
  const lifetime = cacheLifetime(response.headers);
  const stale = queryCache(name, request, CACHE_QUERY);
  for (let i = 0; i < stale.length; i++) hostOp("cache.remove", stale[i].id);
  if (lifetime === 0) return;
  const vary = { __proto__: null };
  const names = varyNames(response.headers);
  for (let i = 0; i < names.length; i++) vary[names[i]] = headerGet(request.headers, names[i]);
  const head = jsonStringify({
    __proto__: null, requestUrl: serializeUrl(requestUrl(request)), requestHeaders: serializeHeaders(request.headers), vary,
    status: response.status, statusText: response.statusText, headers: serializeHeaders(response.headers),
    type: response.type, url: response.url, redirected: response.redirected, hasBody: response.body !== null,
  });
  hostOp("cache.put", name, cacheKey(request, false), head, exact(sourceBytes(source)), lifetime);
}
/** A promise that the response is kept. */
function putResponse(name, request, response) {
  const deferred = promiseDeferred();
  const keep = (source) => {
    try {
      keepResponse(name, request, response, source);
      deferred.resolve();
    } catch (error) {
      deferred.reject(error);
    }
  };
  if (response.body === null) keep("");
  else readAll(response.body, keep, deferred.reject);
  return deferred.promise;
}

class Cache {
  #name;
  constructor(token = undefined, name = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#name = name;
  }
  match(request, options = {}) {
    return promiseFrom(() => {
      const name = this.#name;
      need(1, arguments.length, "Failed to execute 'match' on 'Cache'");
      return matchFirst(name, request, options, "Failed to execute 'match' on 'Cache'");
    });
  }
  matchAll(request = undefined, options = {}) {
    return promiseFrom(() => {
      const entries = this.#query(request, options, "Failed to execute 'matchAll' on 'Cache'");
      const responses = [];
      for (let i = 0; i < entries.length; i++) {
        const response = cachedResponse(entries[i]);
        if (response !== undefined) arrPush(responses, response);
      }
      return ObjectFreeze(responses);
    });
  }
  add(request) {
    return promiseFrom(() => {
      const name = this.#name;
      need(1, arguments.length, "Failed to execute 'add' on 'Cache'");
      return addResponses(name, [request], "Failed to execute 'add' on 'Cache'");
    });
  }
  addAll(requests) {
    return promiseFrom(() => {
      const name = this.#name;
      const where = "Failed to execute 'addAll' on 'Cache'";
      need(1, arguments.length, where);
      return addResponses(name, toSequence(requests, where), where);
    });
  }
  put(request, response) {
    return promiseFrom(() => {
      const name = this.#name;
      const where = "Failed to execute 'put' on 'Cache'";
      need(2, arguments.length, where);
      const key = cacheRequest(request, where);
      const state = responseState(response);
      if (state === undefined) throw new TypeError(`${where}: parameter 2 is not of type 'Response'.`);
      const reason = uncacheable(key, state);
      if (reason !== null) throw new TypeError(`${where}: ${reason}`);
      return putResponse(name, key, state);
    });
  }
  delete(request, options = {}) {
    return promiseFrom(() => {
      const name = this.#name;
      const where = "Failed to execute 'delete' on 'Cache'";
      need(1, arguments.length, where);
      const entries = queryCache(name, cacheRequest(request, where), cacheQuery(options, where));
      for (let i = 0; i < entries.length; i++) hostOp("cache.remove", entries[i].id);
      return entries.length > 0;
    });
  }
  keys(request = undefined, options = {}) {
    return promiseFrom(() => {
      const entries = this.#query(request, options, "Failed to execute 'keys' on 'Cache'");
      const requests = [];
      for (let i = 0; i < entries.length; i++) arrPush(requests, cachedRequest(entries[i]));
      return ObjectFreeze(requests);
    });
  }
  #query(request, options, where) {
    const name = this.#name;
    const state = request === undefined ? null : cacheRequest(request, where);
    return queryCache(name, state, cacheQuery(options, where));
  }
}
expose("Cache", Cache);

function matchFirst(name, request, options, where) {
  const entries = queryCache(name, cacheRequest(request, where), cacheQuery(options, where));
  for (let i = 0; i < entries.length; i++) {
    const response = cachedResponse(entries[i]);
    if (response !== undefined) return response;
  }
  return undefined;
}
/** Fetches every request and keeps the responses, if all of them can be kept. */
function addResponses(name, infos, where) {
  const requests = [];
  for (let i = 0; i < infos.length; i++) {
    const request = copyRequest(cacheRequest(infos[i], where));
    const scheme = requestUrl(request).scheme;
    if ((scheme !== "http" && scheme !== "https") || request.method !== "GET") {
      throw new TypeError(`${where}: only GET requests with http: or https: can be added`);
    }
    const source = requestState(infos[i]);
    request.headers = source === undefined ? new HeaderList(null, [], "request") : copyHeaders(source.headers, "request");
    if (source !== undefined && source.signal !== null) request.signal = source.signal;
    arrPush(requests, request);
  }
  const deferred = promiseDeferred();
  const responses = [];
  let waiting = requests.length;
  const keep = () => {
    try {
      refuseDuplicates(requests, responses);
    } catch (error) {
      return deferred.reject(error);
    }
    let left = requests.length;
    if (left === 0) deferred.resolve();
    for (let i = 0; i < requests.length; i++) {
      promiseThen(putResponse(name, requests[i], responses[i]), () => {
        if (--left === 0) deferred.resolve();
      }, deferred.reject);
    }
  };
  for (let i = 0; i < requests.length; i++) {
    promiseThen(startFetch(requests[i]), (response) => {
      const state = responseState(response);
      if (state.status < 200 || state.status > 299 || state.status === 206 || variesOnAll(state)) {
        return deferred.reject(new TypeError(`${where}: the response (${state.status}) cannot be kept`));
      }
      responses[i] = state;
      if (--waiting === 0) keep();
    }, deferred.reject);
  }
  if (waiting === 0) keep();
  return deferred.promise;
}
function refuseDuplicates(requests, responses) {
  for (let i = 0; i < requests.length; i++) {
    for (let k = 0; k < i; k++) {
      if (cacheKey(requests[i], false) !== cacheKey(requests[k], false)) continue;
      const vary = varyNames(responses[k].headers);
      let same = true;
      for (let n = 0; n < vary.length; n++) same &&= headerGet(requests[i].headers, vary[n]) === headerGet(requests[k].headers, vary[n]);
      if (same) throw new DOMException("The same request was added twice", "InvalidStateError");
    }
  }
}

class CacheStorage {
  #default = null;
  constructor(token = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
  }
  get default() { return this.#default ??= new Cache(INTERNAL, DEFAULT_CACHE); }
  match(request, options = {}) {
    return promiseFrom(() => {
      this.#default;
      const where = "Failed to execute 'match' on 'CacheStorage'";
      need(1, arguments.length, where);
      const only = toDictionary(options, where)?.cacheName;
      const names = only === undefined ? cacheNames() : [hostName(toStr(only))];
      for (let i = 0; i < names.length; i++) {
        const response = matchFirst(names[i], request, options, where);
        if (response !== undefined) return response;
      }
      return undefined;
    });
  }
  has(cacheName) { return this.#named(cacheName, arguments.length, "has", (name) => hostOp("cache.has", name)); }
  open(cacheName) {
    return this.#named(cacheName, arguments.length, "open", (name) => {
      hostOp("cache.open", name);
      return new Cache(INTERNAL, name);
    });
  }
  delete(cacheName) { return this.#named(cacheName, arguments.length, "delete", (name) => hostOp("cache.drop", name)); }
  keys() {
    return promiseFrom(() => {
      this.#default;
      const names = cacheNames();
      for (let i = 0; i < names.length; i++) names[i] = jsonParse(names[i]);
      return names;
    });
  }
  #named(cacheName, given, operation, call) {
    return promiseFrom(() => {
      this.#default;
      need(1, given, `Failed to execute '${operation}' on 'CacheStorage'`);
      return call(hostName(toStr(cacheName)));
    });
  }
}
/** The names of the named caches, as the host has them. */
function cacheNames() {
  const lines = strSplit(hostOp("cache.names"), "\n");
  const names = [];
  for (let i = 1; i < lines.length; i++) if (lines[i] !== DEFAULT_CACHE) arrPush(names, lines[i]);
  return names;
}
expose("CacheStorage", CacheStorage);
const cacheStorage = new CacheStorage(INTERNAL);
exposeGetter("caches", () => cacheStorage, undefined);
