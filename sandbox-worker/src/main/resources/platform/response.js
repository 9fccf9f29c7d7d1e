// Response (https://fetch.spec.whatwg.org/#response-class).
class ResponseState {
  constructor(status, statusText, headers, body) {
    this.status = status;
    this.statusText = statusText;
    this.headers = headers;
    this.body = body;
    this.type = "default";
    this.url = "";
    this.redirected = false;
    this.webSocket = null;
  }
}
const isNullBodyStatus = (status) => status === 101 || status === 103 || status === 204 || status === 205 || status === 304;

let responseState;
let publicResponse;
class Response {
  #r;
  constructor(body = null, init = undefined) {
    if (body === INTERNAL) {
      this.#r = init;
      return;
    }
    if (init === undefined && typeof body === "string") {
      this.#r = new ResponseState(200, "", new HeaderList(TEXT_HEADERS, null, "response"), textBody(body));
      return;
    }
    const where = "Failed to construct 'Response'";
    const extracted = body === null || body === undefined ? null : extractBody(body);
    this.#r = buildResponse(init, extracted, where);
  }
  static error() {
    const state = new ResponseState(0, "", new HeaderList("", null, "immutable"), null);
    state.type = "error";
    return new Response(INTERNAL, state);
  }
  static redirect(url, status = 302) {
    const where = "Failed to execute 'redirect' on 'Response'";
    need(1, arguments.length, where);
    const record = parseUrl(toUSV(url), null);
    if (record === null) throw new TypeError(`${where}: Invalid URL`);
    const code = toUint16(status);
    if (code !== 301 && code !== 302 && code !== 303 && code !== 307 && code !== 308) {
      throw new RangeError(`${where}: Invalid status code`);
    }
    const headers = new HeaderList(null, ["location", serializeUrl(record)], "immutable");
    return new Response(INTERNAL, new ResponseState(code, "", headers, null));
  }
  static json(data, init = {}) {
    const where = "Failed to execute 'json' on 'Response'";
    need(1, arguments.length, where);
    const text = jsonStringify(data);
    if (text === undefined) throw new TypeError(`${where}: The data is not JSON serializable`);
    return new Response(INTERNAL, buildResponse(init, { body: textBody(text), type: "application/json" }, where));
  }
  get type() { return this.#r.type; }
  get url() { return this.#r.url; }
  get redirected() { return this.#r.redirected; }
  get status() { return this.#r.status; }
  get ok() { return this.#r.status >= 200 && this.#r.status <= 299; }
  get statusText() { return this.#r.statusText; }
  get headers() { return publicHeaders(this.#r.headers); }
  get webSocket() { return this.#r.webSocket === null ? null : publicSocket(this.#r.webSocket); }
  get body() { return this.#r.body === null ? null : publicReadable(bodyStream(this.#r.body)); }
  get bodyUsed() { return this.#r.body !== null && bodyUsed(this.#r.body); }
  clone() {
    const r = this.#r;
    if (r.body !== null && bodyUnusable(r.body)) throw unusableError();
    if (r.webSocket !== null) throw new TypeError("Failed to execute 'clone' on 'Response': It has a WebSocket");
    const copy = new ResponseState(r.status, r.statusText, copyHeaders(r.headers, r.headers.guard),
      r.body === null ? null : cloneBody(r.body));
    copy.type = r.type;
    copy.url = r.url;
    copy.redirected = r.redirected;
    return new Response(INTERNAL, copy);
  }
  static {
    responseState = (value) => (isObject(value) && #r in value ? value.#r : undefined);
    publicResponse = (state) => new Response(INTERNAL, state);
  }
}
const TEXT_HEADERS = "content-type\ntext/plain;charset=UTF-8";
bodyMethods("Response", Response, (value) => {
  const state = responseState(value);
  if (state === undefined) throw illegalInvocation();
  return state;
});
expose("Response", Response);

function buildResponse(options, extracted, where) {
  const init = toDictionary(options, where);
  let status = 200, statusText = "", webSocket = null;
  const headers = new HeaderList(null, [], "response");
  if (init !== null) {
    const given = init.headers;
    const code = init.status;
    if (code !== undefined) status = toUint16(code);
    const reason = init.statusText;
    if (reason !== undefined) statusText = toByteString(reason, where);
    const socket = init.webSocket;
    if (socket !== undefined && socket !== null) {
      webSocket = socketState(socket);
      if (webSocket === undefined) throw new TypeError(`${where}: member webSocket is not of type 'WebSocket'.`);
      if (status !== 101) throw new RangeError(`${where}: The status of a response with a WebSocket must be 101, not ${status}.`);
    }
    if ((status < 200 || status > 599) && webSocket === null) {
      throw new RangeError(`${where}: The status provided (${status}) is outside the range [200, 599].`);
    }
    for (let i = 0; i < statusText.length; i++) {
      const c = strAt(statusText, i);
      if ((c < 32 && c !== 9) || c === 127) throw new TypeError(`${where}: Invalid statusText`);
    }
    if (given !== undefined) fillHeaders(headers, given, where);
  }
  let body = null;
  if (extracted !== null) {
    if (isNullBodyStatus(status)) throw new TypeError(`${where}: Response with null body status cannot have body`);
    body = extracted.body;
    if (extracted.type !== null && !headerHas(headers, "content-type")) headerAppend(headers, "content-type", extracted.type);
  }
  const response = new ResponseState(status, statusText, headers, body);
  response.webSocket = webSocket;
  return response;
}

/** text(), json() and their like, for Request and Response. */
function bodyMethods(name, constructor, stateOf) {
  const consume = (object, convert) => {
    let state;
    try {
      state = stateOf(object);
    } catch (error) {
      return promiseReject(error);
    }
    return consumeBody(state.body, convert === null ? (source) => asBlob(source, state.headers)
      : convert === asForm ? (source) => asForm(source, mimeTypeOf(state.headers)) : convert);
  };
  const methods = {
    arrayBuffer() { return consume(this, asBuffer); },
    blob() { return consume(this, null); },
    bytes() { return consume(this, asBytes); },
    formData() { return consume(this, asForm); },
    json() { return consume(this, asJson); },
    text() { return consume(this, asText); },
  };
  const names = ObjectKeys(methods);
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(constructor.prototype, names[i],
      { __proto__: null, value: methods[names[i]], writable: true, enumerable: true, configurable: true });
  }
}
