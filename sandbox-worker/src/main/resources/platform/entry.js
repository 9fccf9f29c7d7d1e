// What the worker calls: finds the handler, runs it for requests and answers through the host.
const exchanges = new Map();
/**
 * The request that the script running now works for, or 0. Each function of the entry sets it, and leaves it as it is
 * for the promise jobs that follow.
 */
let currentId = 0;
/** The request that console output belongs to, as well as it can be told. */
function currentRequest() {
  if (currentId !== 0) return currentId;
  if (mapSize(exchanges) !== 1) return 0;
  let only = 0;
  mapForEach(exchanges, (_, id) => {
    only = id;
  });
  return only;
}

class Exchange {
  constructor(id, request) {
    this.id = id;
    this.request = request;
    this.kept = false;
    this.body = null;
    this.out = null;
    this.stop = noop;
    this.waiting = 0;
    this.answered = false;
    this.canceled = false;
  }
  /** Keeps the exchange where later calls of the host find it. */
  keep() {
    if (this.kept) return;
    this.kept = true;
    mapSet(exchanges, this.id, this);
  }
  /** The response is complete. */
  complete() {
    this.answered = true;
    this.settle();
  }
  settle() {
    if (!this.answered || this.waiting > 0) return;
    mapDelete(exchanges, this.id);
    host.finished(this.id);
  }
}

class ExecutionContext {
  #exchange;
  constructor(token = undefined, exchange = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#exchange = exchange;
  }
  waitUntil(promise) {
    const exchange = this.#exchange;
    need(1, arguments.length, "Failed to execute 'waitUntil' on 'ExecutionContext'");
    exchange.waiting++;
    exchange.keep();
    then(promiseResolve(promise), () => {
      exchange.waiting--;
      exchange.settle();
    }, (error) => {
      host.log(exchange.id, "error", `waitUntil: ${inspect(error)}`);
      exchange.waiting--;
      exchange.settle();
    });
  }
  passThroughOnException() { this.#exchange; }
}
expose("ExecutionContext", ExecutionContext);

let handler = null;
let environment = {};
/** Takes the deployment's env and memory limit, before the module is evaluated. */
function configure(envJson, memoryMegabytes = Infinity) {
  mostWasmBytes = memoryMegabytes * 1024 * 1024;
  environment = envJson === "" ? {} : jsonParse(envJson);
}
/** Finds the handler among a module's exports. */
function load(namespace, timerLimit = mostTimers) {
  currentId = 0;
  mostTimers = timerLimit;
  const exported = namespace.default;
  if (isObject(exported) && typeof exported.fetch === "function") {
    handler = (request, exchange) => exported.fetch(publicRequest(request), environment, new ExecutionContext(INTERNAL, exchange));
    return "fetch";
  }
  if (typeof exported === "function") {
    handler = (request, exchange) => exported(publicRequest(request), environment, new ExecutionContext(INTERNAL, exchange));
    return "function";
  }
  const main = typeof namespace.main === "function" ? namespace.main : isObject(exported) ? exported.main : undefined;
  if (typeof main === "function") {
    handler = (request) => callMain(main, request);
    return "main";
  }
  throw new TypeError("The module has no handler: export default { fetch(request, env, ctx) }, a default function, or main(params)");
}

/** main(params): plain values in and out. */
function callMain(main, request) {
  const url = requestUrl(request);
  const list = parseForm(url.query ?? "");
  const query = {};
  for (let i = 0; i < list.length; i += 2) defineEntry(query, list[i], list[i + 1]);
  const headers = {};
  const pairs = sortedHeaders(request.headers);
  for (let i = 0; i < pairs.length; i++) defineEntry(headers, pairs[i][0], pairs[i][1]);
  const call = (body) => {
    const result = main({ method: request.method, path: serializePath(url), query, headers, body });
    return isThenable(result) ? promiseThen(promiseResolve(result), mainResponse) : mainResponse(result);
  };
  if (request.body === null) return call("");
  const text = isTextual(mimeTypeOf(request.headers));
  return promiseThen(consumeBody(request.body, text ? asText : asBytes), call);
}
function defineEntry(object, key, value) {
  ObjectDefineProperty(object, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}
function isTextual(type) {
  const essence = strLower(trimAscii(strSplit(type, ";")[0]));
  return essence === "" || strStarts(essence, "text/") || strEnds(essence, "json") || strEnds(essence, "xml")
    || strEnds(essence, "javascript") || essence === "application/x-www-form-urlencoded" || essence === "application/graphql";
}
/** A response from what main returned: a string, bytes, {status, headers, body} or any JSON value. */
function mainResponse(result) {
  if (responseState(result) !== undefined) return result;
  if (typeof result === "string" || isBufferSource(result)) return new Response(result);
  if (isObject(result) && !ArrayIsArray(result) && isAnswer(result)) {
    const init = { __proto__: null, status: result.status ?? result.statusCode ?? 200, headers: result.headers ?? undefined };
    const body = result.body;
    if (body === undefined || body === null || isNullBodyStatus(init.status)) return new Response(null, init);
    if (typeof body === "string" || isBufferSource(body) || isReadable(body) || blobState(body) !== undefined) return new Response(body, init);
    return Response.json(body, init);
  }
  if (result === undefined) return new Response(null, { __proto__: null, status: 204 });
  return Response.json(result);
}
function isAnswer(result) {
  const keys = ObjectKeys(result);
  let known = 0;
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] === "status" || keys[i] === "statusCode" || keys[i] === "headers" || keys[i] === "body") known++;
  }
  return known > 0 && known === keys.length;
}
const isThenable = (value) => isObject(value) && typeof value.then === "function";

function dispatch(id, method, url, headers, hasBody) {
  const request = new RequestState(method, url, new HeaderList(headers, null, "immutable"), null);
  const exchange = new Exchange(id, request);
  if (hasBody) {
    exchange.keep();
    exchange.body = new HostBody((count) => host.consumed(id, count), noop);
    request.body = new Body(null, exchange.body, null, -1);
  }
  currentId = id;
  swapContinuation(undefined);
  try {
    const result = handler(request, exchange);
    const state = responseState(result);
    if (state !== undefined) {
      answer(exchange, state);
    } else if (isThenable(result)) {
      exchange.keep();
      then(promiseResolve(result), (value) => answered(exchange, value), (error) => fail(exchange, error));
    } else {
      answered(exchange, result);
    }
  } catch (error) {
    fail(exchange, error);
  }
  swapContinuation(undefined);
}
function answered(exchange, value) {
  const state = responseState(value);
  if (state === undefined) return fail(exchange, new TypeError("The handler returned no Response"));
  try {
    answer(exchange, state);
  } catch (error) {
    fail(exchange, error);
  }
}
function answer(exchange, state) {
  const id = exchange.id;
  if (state.type === "error") throw new TypeError("The handler returned a network error response");
  if (state.webSocket !== null) return answerSocket(exchange, state);
  const body = state.body;
  if (body === null || (body.stream === null && body.host === null)) {
    if (body !== null) {
      if (body.used) throw unusableError();
      body.used = true;
    }
    const finished = exchange.waiting === 0;
    exchange.answered = true;
    if (finished && exchange.kept) mapDelete(exchanges, id);
    host.respond(id, state.status, serializeHeaders(state.headers), body === null ? null : typeof body.source === "string" ? body.source : exact(body.source), finished);
    return;
  }
  if (bodyUnusable(body)) throw unusableError();
  exchange.keep();
  host.respond(id, state.status, serializeHeaders(state.headers), undefined, false);
  body.used = true;
  const out = new Outflow((part) => host.write(id, part), () => {
    host.end(id);
    exchange.complete();
  });
  exchange.out = out;
  exchange.stop = flow(body, out, (error) => {
    if (out.stopped) return;
    out.stopped = true;
    host.abort(id, describeError(error).message);
    exchange.complete();
  });
  if (exchange.canceled) exchange.stop(abortError());
}
/** The name, message and stack of anything thrown, without trusting it. */
function describeError(error) {
  const part = (key) => {
    try {
      const value = error[key];
      return typeof value === "string" ? strWellFormed(value) : "";
    } catch {
      return "";
    }
  };
  if (isErrorObject(error)) return { name: part("name") || "Error", message: part("message"), stack: part("stack") };
  return { name: "Error", message: strWellFormed(inspect(error)), stack: "" };
}
function fail(exchange, error) {
  if (exchange.answered) return;
  exchange.answered = true;
  const finished = exchange.waiting === 0;
  if (finished && exchange.kept) mapDelete(exchanges, exchange.id);
  const { name, message, stack } = describeError(error);
  host.fail(exchange.id, name, message, stack, finished);
}

// The platform's own objects are cut off Object.prototype: an accessor that a function adds there is not met.
{
  const internal = [
    Body, ByteController, ConstructorStringParser, DefaultController, Exchange, Fetch, Fifo, HeaderList, HostBody, KeyState,
    Outflow, PatternComponent, PatternParser, ReadableState, ReaderState, RequestState, ResponseState, Settling,
    TransformState, WritableController, WritableState, WriterState,
  ];
  for (let i = 0; i < internal.length; i++) ObjectSetPrototypeOf(internal[i].prototype, null);
}

function enter(id) {
  currentId = id;
  return mapGet(exchanges, id);
}
function enterFetch(fid) {
  const fetching = mapGet(fetches, fid);
  currentId = fetching === undefined ? 0 : fetching.request;
  return fetching;
}

const entry = {
  __proto__: null,
  configure,
  load,
  loadProgram(buffer) { return loadProgram(new Uint8Array(buffer)); },
  nodeNamespace,
  adoptContinuation,
  dispatch,
  wasmPages() { return MathFloor(countWasm() / WASM_PAGE_BYTES); },
  /** Runs once what every request runs, before there is a function, so that its first request finds it compiled. */
  rehearse() {
    handler = async (state) => {
      const request = publicRequest(state);
      const url = new URL(request.url);
      return Response.json({ path: url.pathname, accept: request.headers.get("accept") }, { headers: { "x-a": "b" } });
    };
    dispatch(0, "GET", "http://localhost/?a=b", "host\nlocalhost\naccept\n*/*", false);
    handler = null;
    currentId = 0;
  },
  bodyChunk(id, buffer) {
    const exchange = enter(id);
    if (exchange !== undefined && exchange.body !== null) exchange.body.push(new Uint8Array(buffer));
  },
  bodyEnd(id) {
    const exchange = enter(id);
    if (exchange !== undefined && exchange.body !== null) exchange.body.end();
  },
  bodyError(id, message) {
    const exchange = enter(id);
    if (exchange !== undefined && exchange.body !== null) exchange.body.fail(new TypeError(message));
  },
  credit(id, bytes) {
    const exchange = enter(id);
    if (exchange !== undefined && exchange.out !== null) exchange.out.add(bytes);
  },
  cancel(id) {
    const exchange = enter(id);
    if (exchange === undefined || exchange.canceled) return;
    exchange.canceled = true;
    const reason = new DOMException("The client disconnected", "AbortError");
    if (exchange.out !== null) exchange.out.stopped = true;
    const request = exchange.request;
    request.aborted = true;
    request.abortReason = reason;
    if (request.signal !== null) signalAbort(request.signal, reason);
    if (exchange.body !== null) exchange.body.fail(reason);
    exchange.stop(reason);
    exchange.complete();
  },
  fetchHead(fid, status, statusText, headers) {
    const fetching = enterFetch(fid);
    if (fetching !== undefined) fetching.head(status, statusText, headers);
  },
  fetchChunk(fid, buffer) {
    const fetching = enterFetch(fid);
    if (fetching !== undefined) fetching.chunk(buffer);
  },
  fetchEnd(fid) {
    const fetching = enterFetch(fid);
    if (fetching !== undefined) fetching.end();
  },
  fetchError(fid, message) {
    const fetching = enterFetch(fid);
    if (fetching !== undefined) fetching.fail(new TypeError(`fetch failed: ${message}`));
  },
  fetchCredit(fid, bytes) {
    const fetching = enterFetch(fid);
    if (fetching !== undefined && fetching.out !== null) fetching.out.add(bytes);
  },
  ...socketEntry,
  expire(id) {
    currentId = 0;
    mapDelete(exchanges, id);
    stopTimersOf(id);
  },
  runTimers,
  rejected,
};
ObjectDefineProperty(global, "__bind", {
  __proto__: null,
  configurable: true,
  value(given) {
    delete global.__bind;
    host = given;
    captureLate();
    timeOrigin = host.now();
    return entry;
  },
});
