// Request (https://fetch.spec.whatwg.org/#request-class).
class RequestState {
  constructor(method, url, headers, body) {
    this.method = method;
    this.rawUrl = url;
    this.record = null;
    this.href = null;
    this.headers = headers;
    this.body = body;
    this.signal = null;
    this.aborted = false;
    this.abortReason = undefined;
    this.mode = "cors";
    this.credentials = "same-origin";
    this.cache = "default";
    this.redirect = "follow";
    this.referrer = "about:client";
    this.referrerPolicy = "";
    this.integrity = "";
    this.keepalive = false;
    this.duplex = "half";
    this.blob = undefined;
  }
}
/** The URL of a request; what the host gave is parsed when somebody looks. */
function requestUrl(state) {
  return state.record ??= parseUrl(state.rawUrl, null) ?? parseUrl("http://localhost/", null);
}
const requestHref = (state) => state.href ??= serializeUrl(requestUrl(state));
function requestSignal(state) {
  if (state.signal === null) {
    state.signal = newSignal();
    if (state.aborted) signalAbort(state.signal, state.abortReason);
  }
  return state.signal;
}

let requestState;
let publicRequest;
class Request {
  #r;
  constructor(input, init = {}) {
    if (input === INTERNAL) {
      this.#r = init;
      return;
    }
    const where = "Failed to construct 'Request'";
    need(1, arguments.length, where);
    this.#r = buildRequest(input, init, where);
  }
  get method() { return this.#r.method; }
  get url() { return requestHref(this.#r); }
  get headers() { return publicHeaders(this.#r.headers); }
  get destination() {
    this.#r;
    return "";
  }
  get referrer() { return this.#r.referrer; }
  get referrerPolicy() { return this.#r.referrerPolicy; }
  get mode() { return this.#r.mode; }
  get credentials() { return this.#r.credentials; }
  get cache() { return this.#r.cache; }
  get redirect() { return this.#r.redirect; }
  get integrity() { return this.#r.integrity; }
  get keepalive() { return this.#r.keepalive; }
  get isReloadNavigation() {
    this.#r;
    return false;
  }
  get isHistoryNavigation() {
    this.#r;
    return false;
  }
  get signal() { return requestSignal(this.#r); }
  get duplex() { return this.#r.duplex; }
  get body() { return this.#r.body === null ? null : publicReadable(bodyStream(this.#r.body)); }
  get bodyUsed() { return this.#r.body !== null && bodyUsed(this.#r.body); }
  clone() {
    const r = this.#r;
    if (r.body !== null && bodyUnusable(r.body)) throw unusableError();
    const copy = copyRequest(r);
    copy.headers = copyHeaders(r.headers, r.headers.guard);
    copy.body = r.body === null ? null : cloneBody(r.body);
    copy.signal = dependentSignal([requestSignal(r)]);
    return new Request(INTERNAL, copy);
  }
  static {
    requestState = (value) => (isObject(value) && #r in value ? value.#r : undefined);
    publicRequest = (state) => new Request(INTERNAL, state);
  }
}
bodyMethods("Request", Request, (value) => {
  const state = requestState(value);
  if (state === undefined) throw illegalInvocation();
  return state;
});
expose("Request", Request);

function copyRequest(r) {
  const copy = new RequestState(r.method, r.rawUrl, null, null);
  copy.record = r.record;
  copy.mode = r.mode;
  copy.blob = r.blob;
  copy.credentials = r.credentials;
  copy.cache = r.cache;
  copy.redirect = r.redirect;
  copy.referrer = r.referrer;
  copy.referrerPolicy = r.referrerPolicy;
  copy.integrity = r.integrity;
  copy.keepalive = r.keepalive;
  return copy;
}

const REFERRER_POLICIES = ["", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
  "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"];
const REQUEST_MODES = ["navigate", "same-origin", "no-cors", "cors"];
const REQUEST_CREDENTIALS = ["omit", "same-origin", "include"];
const REQUEST_CACHES = ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"];
const REQUEST_REDIRECTS = ["follow", "error", "manual"];

function normalizeMethod(value, where) {
  const method = toByteString(value, where);
  if (!isToken(method)) throw new TypeError(`${where}: '${method}' is not a valid HTTP method.`);
  const upper = strUpper(method);
  if (upper === "CONNECT" || upper === "TRACE" || upper === "TRACK") throw new TypeError(`${where}: '${method}' HTTP method is unsupported.`);
  return upper === "GET" || upper === "POST" || upper === "PUT" || upper === "DELETE" || upper === "HEAD" || upper === "OPTIONS"
    ? upper : method;
}

function buildRequest(input, options, where) {
  const source = requestState(input);
  let r;
  if (source !== undefined) {
    r = copyRequest(source);
  } else {
    const record = parseUrl(isUrl(input) ? serializeUrl(urlRecordOf(input)) : toUSV(input), null);
    if (record === null) throw new TypeError(`${where}: Failed to parse URL from ${toStr(input)}`);
    if (record.username !== "" || record.password !== "") {
      throw new TypeError(`${where}: Request cannot be constructed from a URL that includes credentials: ${toStr(input)}`);
    }
    r = new RequestState("GET", "", null, null);
    r.record = record;
    if (record.scheme === "blob") r.blob = blobOfUrl(serializeUrl(record, true));
  }
  const init = toDictionary(options, where) ?? {};
  const given = readRequestInit(init, r, where);
  const parents = [];
  if (given.signal !== undefined) {
    if (given.signal !== null) arrPush(parents, given.signal);
  } else if (source !== undefined) {
    arrPush(parents, requestSignal(source));
  }
  if (parents.length > 0) r.signal = dependentSignal(parents);
  r.headers = source !== undefined && given.headers === undefined ? copyHeaders(source.headers, "request") : new HeaderList(null, [], "request");
  if (given.headers !== undefined) fillHeaders(r.headers, given.headers, where);
  const inputBody = source === undefined ? null : source.body;
  const hasInit = given.body !== undefined && given.body !== null;
  if ((hasInit || (inputBody !== null && given.body === undefined)) && (r.method === "GET" || r.method === "HEAD")) {
    throw new TypeError(`${where}: Request with GET/HEAD method cannot have body.`);
  }
  if (hasInit) {
    const extracted = extractBody(given.body);
    r.body = extracted.body;
    if (extracted.type !== null && !headerHas(r.headers, "content-type")) headerAppend(r.headers, "content-type", extracted.type);
    if (r.body.source === null && given.duplex === undefined) {
      throw new TypeError(`${where}: The 'duplex' member must be specified for a request with a streaming body`);
    }
  } else if (inputBody !== null && given.body === undefined) {
    if (bodyUnusable(inputBody)) throw new TypeError(`${where}: Cannot construct a Request with a Request object that has already been used.`);
    r.body = new Body(inputBody.source, inputBody.host, inputBody.stream === null ? null : proxyStream(inputBody.stream), inputBody.length);
    inputBody.used = true;
  }
  return r;
}
/** A stream that takes over another's content, leaving that one locked and disturbed. */
function proxyStream(stream) {
  const t = newTransform((to, chunk) => transformEnqueue(to, chunk));
  handled(pipe(stream, t.writable, { preventAbort: false, preventCancel: false, preventClose: false, signal: null }));
  return t.readable;
}

/** Reads a RequestInit in WebIDL's order; settings go to r, the rest is returned. */
function readRequestInit(init, r, where) {
  const body = init.body;
  if (init.cache !== undefined) r.cache = toEnum(init.cache, REQUEST_CACHES, where);
  if (init.credentials !== undefined) r.credentials = toEnum(init.credentials, REQUEST_CREDENTIALS, where);
  const duplex = init.duplex;
  if (duplex !== undefined) toEnum(duplex, ["half"], where);
  const headers = init.headers;
  if (init.integrity !== undefined) r.integrity = toStr(init.integrity);
  if (init.keepalive !== undefined) r.keepalive = !!init.keepalive;
  const method = init.method;
  if (init.mode !== undefined) {
    r.mode = toEnum(init.mode, REQUEST_MODES, where);
    if (r.mode === "navigate") throw new TypeError(`${where}: mode 'navigate' is not allowed`);
  }
  if (init.priority !== undefined) toEnum(init.priority, ["high", "low", "auto"], where);
  if (init.redirect !== undefined) r.redirect = toEnum(init.redirect, REQUEST_REDIRECTS, where);
  if (init.referrer !== undefined) r.referrer = readReferrer(toUSV(init.referrer), where);
  if (init.referrerPolicy !== undefined) r.referrerPolicy = toEnum(init.referrerPolicy, REFERRER_POLICIES, where);
  const signal = init.signal;
  if (signal !== undefined && signal !== null && !isAbortSignal(signal)) {
    throw new TypeError(`${where}: member signal is not of type 'AbortSignal'.`);
  }
  if (init.window !== undefined && init.window !== null) throw new TypeError(`${where}: window can only be null`);
  if (r.cache === "only-if-cached" && r.mode !== "same-origin") {
    throw new TypeError(`${where}: 'only-if-cached' can be set only with 'same-origin' mode`);
  }
  if (method !== undefined) r.method = normalizeMethod(method, where);
  if (r.mode === "no-cors" && r.method !== "GET" && r.method !== "HEAD" && r.method !== "POST") {
    throw new TypeError(`${where}: '${r.method}' is not possible in 'no-cors' mode`);
  }
  return { body, headers, signal, duplex };
}
function readReferrer(text, where) {
  if (text === "") return "";
  const record = parseUrl(text, null);
  if (record === null) throw new TypeError(`${where}: Referrer '${text}' is not a valid URL.`);
  return record.scheme === "about" && record.path === "client" ? "about:client" : serializeUrl(record);
}
