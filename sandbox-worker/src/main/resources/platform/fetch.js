// fetch() (https://fetch.spec.whatwg.org/#fetch-method): every hop goes through the host; redirects are followed here.
const USER_AGENT = "AlternateFutures";
const WINDOW_BYTES = 262144;
const MAX_REDIRECTS = 20;
const MAX_WRITE_BYTES = 65536;
/** Ports of other protocols (https://fetch.spec.whatwg.org/#port-blocking). */
const BAD_PORTS = { __proto__: null };
{
  const ports = [0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
    111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548,
    554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665,
    6666, 6667, 6668, 6669, 6679, 6697, 10080];
  for (let i = 0; i < ports.length; i++) BAD_PORTS[ports[i]] = true;
}
const fetches = new Map();
let lastFetch = 0;

/** Sends bytes while there is credit; the rest waits for more. */
class Outflow {
  constructor(write, finish) {
    this.credit = WINDOW_BYTES;
    this.write = write;
    this.finish = finish;
    this.pending = null;
    this.at = 0;
    this.ending = false;
    this.wantsMore = null;
    this.stopped = false;
  }
  /** True when everything was written; otherwise wantsMore is called later. */
  send(bytes) {
    this.pending = bytes;
    this.at = 0;
    return this.drain();
  }
  drain() {
    const bytes = this.pending;
    if (bytes === null) return this.credit > 0;
    const length = typedLength(bytes);
    while (this.at < length && this.credit > 0) {
      const count = MathMin(length - this.at, this.credit, MAX_WRITE_BYTES);
      const part = count === length ? bytes
        : new Uint8Array(typedBuffer(bytes), typedByteOffset(bytes) + this.at, count);
      this.at += count;
      this.credit -= count;
      this.write(exact(part));
    }
    if (this.at < length) return false;
    this.pending = null;
    return this.credit > 0;
  }
  end() {
    this.ending = true;
    if (this.pending === null) this.finishOnce();
  }
  finishOnce() {
    if (this.stopped) return;
    this.stopped = true;
    this.finish();
  }
  add(bytes) {
    this.credit += bytes;
    if (this.stopped || !this.drain()) return;
    if (this.ending) this.finishOnce();
    else if (this.wantsMore !== null) this.wantsMore();
  }
}

/** Moves a body into an outflow; failed is told about errors of the body. Returns a function that cancels. */
function flow(body, out, failed) {
  if (body.stream === null && body.host === null) {
    out.wantsMore = () => out.end();
    if (out.send(sourceBytes(body.source)) || out.pending === null) out.end();
    return noop;
  }
  if (body.stream === null) return flowHost(body.host, out, failed);
  return flowStream(body.stream, out, failed);
}
function flowHost(hostBody, out, failed) {
  const waiting = new Fifo();
  let ended = false;
  const next = () => {
    while (out.pending === null && fifoLength(waiting) > 0) {
      const bytes = fifoShift(waiting);
      out.send(bytes);
      hostBody.consumed(typedLength(bytes));
    }
    if (ended && fifoLength(waiting) === 0) out.end();
  };
  out.wantsMore = next;
  hostBody.attach({
    chunk(bytes) {
      fifoPush(waiting, bytes);
      next();
    },
    end() {
      ended = true;
      next();
    },
    fail: failed,
  });
  return (reason) => hostBody.canceled(reason);
}
function flowStream(stream, out, failed) {
  const reader = acquireReader(stream, false);
  let reading = false, loop = false, closed = false;
  const request = {
    chunk(chunk) {
      reading = false;
      if (!isTyped(chunk) || typedTag(chunk) !== "Uint8Array") {
        const error = new TypeError("The body stream holds something else than Uint8Arrays");
        handled(readerCancel(reader, error));
        closed = true;
        return failed(error);
      }
      if (typedLength(chunk) === 0 || out.send(chunk)) next();
    },
    close() {
      closed = true;
      out.end();
    },
    error(reason) {
      closed = true;
      failed(reason);
    },
  };
  const next = () => {
    if (loop || reading || closed) return;
    loop = true;
    while (!reading && !closed && out.pending === null && out.credit > 0) {
      reading = true;
      readerRead(reader, request);
    }
    loop = false;
  };
  out.wantsMore = next;
  next();
  return (reason) => {
    if (closed || reader.stream === null) return;
    closed = true;
    handled(readerCancel(reader, reason));
  };
}

/** One fetch() call, over all of its hops. */
class Fetch {
  constructor(state, deferred) {
    this.state = state;
    this.deferred = deferred;
    this.url = requestUrl(state);
    this.method = state.method;
    this.headers = copyHeaders(state.headers, "none");
    this.body = state.body;
    this.redirects = 0;
    this.fid = 0;
    this.request = currentRequest();
    this.responseBody = null;
    this.out = null;
    this.cancelBody = noop;
    this.abortAlgorithm = null;
    this.over = false;
    /** The WebSocket it is to open; null when a response is wanted. */
    this.socket = null;
    this.key = "";
  }
  start() {
    const scheme = this.url.scheme;
    if (scheme === "data") return this.answerData();
    if (scheme === "blob") return this.answerBlob();
    if (scheme !== "http" && scheme !== "https") return this.fail(new TypeError(`fetch failed: URL scheme "${scheme}" is not supported`));
    if (BAD_PORTS[this.url.port] === true) return this.fail(new TypeError(`fetch failed: port ${this.url.port} is not for HTTP`));
    const fid = this.fid = ++lastFetch;
    mapSet(fetches, fid, this);
    const body = this.body;
    if (!headerHas(this.headers, "accept")) headerSet(this.headers, "accept", "*/*");
    if (!headerHas(this.headers, "user-agent")) headerSet(this.headers, "user-agent", USER_AGENT);
    let bytes = null;
    if (body !== null && body.source !== null) {
      bytes = sourceBytes(body.source);
      headerSet(this.headers, "content-length", `${typedLength(bytes)}`);
    } else if (body === null && (this.method === "POST" || this.method === "PUT")) {
      headerSet(this.headers, "content-length", "0");
    }
    if (asksForSocket(this)) prepareHandshake(this);
    needHost().fetch(fid, this.method, serializeUrl(this.url, true), serializeHeaders(this.headers), body !== null);
    if (body === null) return;
    body.used = true;
    this.out = new Outflow((part) => host.fetchWrite(fid, part), () => host.fetchWriteEnd(fid));
    this.cancelBody = flow(bytes === null ? body : new Body(bytes, null, null, -1), this.out, (error) => this.abort(error));
  }
  fail(error) {
    if (this.over) return;
    this.close();
    this.deferred.reject(error);
    if (this.responseBody !== null) this.responseBody.fail(error);
  }
  /** Ends it from this side. */
  abort(error) {
    const fid = this.fid;
    if (fid !== 0 && mapHas(fetches, fid)) host.fetchCancel(fid);
    this.cancelBody(error);
    this.fail(error);
  }
  close() {
    this.over = true;
    mapDelete(fetches, this.fid);
    if (this.abortAlgorithm !== null) removeAbortAlgorithm(this.state.signal, this.abortAlgorithm);
  }
  head(status, statusText, headers) {
    const list = new HeaderList(headers, null, "immutable");
    if (status === 101) return this.switched(list);
    const location = status >= 301 && status <= 308 && status !== 304 && status !== 305 && status !== 306
      ? headerGet(list, "location") : null;
    if (location !== null && this.state.redirect !== "manual") return this.follow(status, location);
    if (this.socket !== null) return this.abort(new TypeError(`the server answered ${status} instead of 101`));
    const fid = this.fid;
    const none = isNullBodyStatus(status) || this.method === "HEAD";
    let body = null;
    if (!none) {
      this.responseBody = new HostBody((count) => {
        if (mapHas(fetches, fid)) host.fetchConsumed(fid, count);
      }, () => {
        if (mapHas(fetches, fid)) host.fetchCancel(fid);
        this.close();
      });
      body = new Body(null, this.responseBody, null, -1);
    }
    const response = new ResponseState(status, statusText, list, body);
    response.type = "basic";
    response.url = serializeUrl(this.url, true);
    response.redirected = this.redirects > 0;
    this.answer(response);
  }
  /** The server speaks WebSocket from here on. */
  switched(list) {
    const fault = handshakeFault(this, list);
    if (fault !== null) return this.abort(new TypeError(`fetch failed: ${fault}`));
    const response = new ResponseState(101, "Switching Protocols", list, null);
    response.type = "basic";
    response.url = serializeUrl(this.url, true);
    response.webSocket = openedSocket(this, list);
    this.close();
    this.deferred.resolve(publicResponse(response));
  }
  follow(status, location) {
    const target = parseUrl(decodeUtf8Raw(latin1Bytes(location), false), this.url);
    this.drop();
    if (this.state.redirect === "error") return this.fail(new TypeError("fetch failed: unexpected redirect"));
    if (target === null || (target.scheme !== "http" && target.scheme !== "https")) {
      return this.fail(new TypeError("fetch failed: invalid redirect"));
    }
    if (++this.redirects > MAX_REDIRECTS) return this.fail(new TypeError("fetch failed: redirect count exceeded"));
    if (target.fragment === null) target.fragment = this.url.fragment;
    if (status !== 303 && this.body !== null && this.body.source === null) {
      return this.fail(new TypeError("fetch failed: a streaming body cannot be sent again"));
    }
    if (((status === 301 || status === 302) && this.method === "POST")
      || (status === 303 && this.method !== "GET" && this.method !== "HEAD")) {
      this.method = "GET";
      this.body = null;
      const dropped = ["content-encoding", "content-language", "content-location", "content-type", "content-length"];
      for (let i = 0; i < dropped.length; i++) headerDelete(this.headers, dropped[i]);
    }
    if (serializeOrigin(target) !== serializeOrigin(this.url)) {
      headerDelete(this.headers, "authorization");
      headerDelete(this.headers, "proxy-authorization");
      headerDelete(this.headers, "cookie");
      headerDelete(this.headers, "host");
    }
    this.url = target;
    this.start();
  }
  /** Gives up the current hop. */
  drop() {
    if (mapDelete(fetches, this.fid)) host.fetchCancel(this.fid);
    if (this.out !== null) this.out.stopped = true;
    this.out = null;
  }
  chunk(buffer) {
    if (this.responseBody !== null) this.responseBody.push(new Uint8Array(buffer));
    else host.fetchConsumed(this.fid, bufferByteLength(buffer));
  }
  end() {
    this.close();
    if (this.responseBody !== null) this.responseBody.end();
  }
  answerData() {
    const data = parseDataUrl(this.url);
    if (data === null) return this.fail(new TypeError("fetch failed: invalid data URL"));
    this.answerBytes(data.bytes, ["content-type", data.type]);
  }
  answerBlob() {
    const blob = this.state.blob;
    if (blob === undefined || this.method !== "GET") return this.fail(new TypeError("fetch failed: no such blob URL"));
    this.answerBytes(blob.bytes, ["content-length", `${typedLength(blob.bytes)}`, "content-type", blob.type]);
  }
  answerBytes(bytes, list) {
    const body = this.method === "HEAD" ? null : bytesBody(bytes);
    const response = new ResponseState(200, "OK", new HeaderList(null, list, "immutable"), body);
    response.type = "basic";
    response.url = serializeUrl(this.url, true);
    this.close();
    this.answer(response);
  }
  /** Fulfils the promise; content that must have a certain hash is read and checked first. */
  answer(response) {
    const { resolve, reject } = this.deferred;
    const wanted = parseIntegrity(this.state.integrity);
    if (wanted.length === 0) return resolve(publicResponse(response));
    const check = (source) => {
      const bytes = sourceBytes(source);
      if (!matchesIntegrity(bytes, wanted)) return reject(new TypeError("fetch failed: the content does not match its integrity"));
      if (response.body !== null) response.body = bytesBody(bytes);
      resolve(publicResponse(response));
    };
    if (response.body === null) check("");
    else readAll(response.body, check, reject);
  }
}

function startFetch(state) {
  const deferred = promiseDeferred();
  const signal = state.signal;
  if (signal !== null && signalAborted(signal)) {
    const body = state.body;
    if (body !== null && body.stream !== null && body.stream.reader === null) {
      handled(readableCancel(body.stream, signalReason(signal)));
    }
    deferred.reject(signalReason(signal));
    return deferred.promise;
  }
  const fetching = new Fetch(state, deferred);
  if (signal !== null) {
    fetching.abortAlgorithm = () => fetching.abort(signalReason(signal));
    addAbortAlgorithm(signal, fetching.abortAlgorithm);
  }
  fetching.start();
  return deferred.promise;
}
exposeFunctions({
  fetch(input, init = {}) {
    try {
      need(1, arguments.length, "Failed to execute 'fetch'");
      return startFetch(buildRequest(input, init, "Failed to execute 'fetch'"));
    } catch (error) {
      return promiseReject(error);
    }
  },
});

/** {bytes, type} of a data: URL (https://fetch.spec.whatwg.org/#data-urls), or null. */
function parseDataUrl(url) {
  const text = strSlice(serializeUrl(url, true), 5);
  const comma = strIndexOf(text, ",");
  if (comma < 0) return null;
  let type = trimAscii(strSlice(text, 0, comma));
  let bytes = percentDecode(strSlice(text, comma + 1));
  const semicolon = strLastIndexOf(type, ";");
  if (semicolon >= 0 && strLower(strTrimSpaces(strSlice(type, semicolon + 1))) === "base64") {
    bytes = base64Decode(latin1Text(bytes));
    if (bytes === null) return null;
    type = strTrimSpaces(strSlice(type, 0, semicolon));
  }
  if (strStarts(type, ";")) type = `text/plain${type}`;
  return { bytes, type: serializeMime(parseMime(type)) ?? "text/plain;charset=US-ASCII" };
}
const strTrimSpaces = (text) => {
  let start = 0, end = text.length;
  while (start < end && strAt(text, start) === 32) start++;
  while (end > start && strAt(text, end - 1) === 32) end--;
  return strSlice(text, start, end);
};
