// What a WebSocket is linked to: a connection of the host's, or the other end of its pair.
const NO_STATUS = 1005, ABNORMAL = 1006, GOING_AWAY = 1001;
/** How long the other side may take to answer a close frame. */
const CLOSE_MILLIS = 10000;
/** How long connections of a function that is no longer served stay open. */
const RETIRE_MILLIS = 60000;
const HANDSHAKE_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const sockets = new Map();

// Messages and the closing handshake.

function sendMessage(s, message) {
  countTurn(s, message);
  passOn(s, message);
}
function passOn(s, message) {
  if (s.sid !== 0) {
    host.socketSend(s.sid, typeof message === "string" ? message : exact(message));
  } else if (s.peer !== null) {
    fifoPush(s.peer.inbox, { message, code: 0, reason: "" });
    deliverInbox(s.peer);
  }
}
function startClosing(s, code, reason) {
  s.readyState = CLOSING;
  const sid = s.sid;
  if (sid !== 0) {
    host.socketClose(sid, code, reason);
    s.closeTimer = startTimer(() => host.socketGiveUp(sid), CLOSE_MILLIS, 0, null);
  } else if (s.peer !== null) {
    fifoPush(s.peer.inbox, { message: null, code, reason });
    deliverInbox(s.peer);
  }
}
/** Hands over what the other end of the pair has sent, but not within its call. */
function deliverInbox(s) {
  if (!s.accepted || s.scheduled || fifoLength(s.inbox) === 0) return;
  s.scheduled = true;
  startTimer(() => {
    s.scheduled = false;
    while (s.peer !== null && fifoLength(s.inbox) > 0) {
      const { message, code, reason } = fifoShift(s.inbox);
      if (message !== null) received(s, message);
      else if (s.readyState !== CLOSED) peerClosed(s, code, reason);
    }
  }, 0, 0, null);
}
function peerClosed(s, code, reason) {
  if (s.readyState === OPEN) startClosing(s, code, reason);
  finishSocket(s, code, reason, true, "");
}
/** A message: a string, or a Uint8Array of its own. */
function received(s, message) {
  if (s.readyState !== OPEN) return;
  if (s.forward !== null) return passOn(s.forward, message);
  const data = typeof message === "string" ? message
    : s.binaryType === "blob" ? newBlob({ bytes: message, type: "" }) : typedBuffer(exact(message));
  dispatchSocket(s, newTrustedEvent(MessageEvent, "message", { __proto__: null, data, origin: s.origin }));
}
/** The connection is over; a failure is told first. */
function finishSocket(s, code, reason, wasClean, failure) {
  s.readyState = CLOSED;
  stopTimer(s.closeTimer);
  const exchange = s.exchange, forward = s.forward;
  s.exchange = s.forward = null;
  if (forward !== null) {
    forward.forward = null;
    if (forward.readyState === OPEN) startClosing(forward, wasClean ? code : GOING_AWAY, reason);
  } else {
    if (failure !== "") dispatchSocket(s, newTrustedEvent(ErrorEvent, "error", { __proto__: null, message: failure }));
    dispatchSocket(s, newTrustedEvent(CloseEvent, "close", { __proto__: null, code, reason, wasClean }));
  }
  if (exchange !== null) exchange.complete();
}
function dispatchSocket(s, event) {
  if (s.object === null) return;
  currentId = s.request;
  dispatchTo(s.object, event);
}

// The client's opening handshake (https://websockets.spec.whatwg.org/#websocket-opening-handshake).

const asksForSocket = (request) => request.method === "GET" && request.body === null
  && strLower(headerGet(request.headers, "upgrade") ?? "") === "websocket";
const acceptOf = (key) => base64Encode(new Uint8Array(hostOp("digest", "SHA-1", encodeUtf8(key + HANDSHAKE_GUID))));

function connect(object, url, protocols) {
  const where = "Failed to construct 'WebSocket'";
  const record = parseUrl(url, null);
  if (record === null) throw new DOMException(`${where}: The URL '${url}' is invalid.`, "SyntaxError");
  if (record.scheme === "http") record.scheme = "ws";
  if (record.scheme === "https") record.scheme = "wss";
  if (record.scheme !== "ws" && record.scheme !== "wss") {
    throw new DOMException(`${where}: The URL's scheme must be 'ws', 'wss', 'http' or 'https'; '${record.scheme}' is none of them.`, "SyntaxError");
  }
  if (record.fragment !== null) throw new DOMException(`${where}: The URL has a fragment.`, "SyntaxError");
  const s = new SocketState(CONNECTING, "blob");
  s.object = object;
  s.accepted = true;
  s.url = serializeUrl(record);
  s.origin = serializeOrigin(record);
  const list = ["upgrade", "websocket"];
  if (protocols.length > 0) arrPush(list, "sec-websocket-protocol", arrJoin(protocols, ", "));
  const request = new RequestState("GET", "", new HeaderList(null, list, "none"), null);
  request.record = copyRecord(record);
  request.record.scheme = record.scheme === "ws" ? "http" : "https";
  request.redirect = "error";
  s.opening = new Fetch(request, {
    resolve() {
      s.opening = null;
      s.readyState = OPEN;
      dispatchSocket(s, newTrustedEvent(Event, "open", { __proto__: null }));
      host.socketStart(s.sid);
    },
    reject: (error) => openingFailed(s, error),
  });
  s.opening.socket = s;
  s.opening.start();
  return s;
}
function openingFailed(s, error) {
  startTimer(() => {
    const { message } = describeError(error);
    const why = strStarts(message, "fetch failed: ") ? strSlice(message, 14) : message;
    const failure = `WebSocket connection to '${s.url}' failed: ${why}`;
    host.log(s.request, "warn", failure);
    finishSocket(s, ABNORMAL, "", false, failure);
  }, 0, 0, null);
}
/** What a fetch has to send to open a connection. */
function prepareHandshake(fetching) {
  const headers = fetching.headers;
  fetching.key = base64Encode(new Uint8Array(host.random(16)));
  headerSet(headers, "sec-websocket-key", fetching.key);
  headerSet(headers, "sec-websocket-version", "13");
  headerDelete(headers, "sec-websocket-extensions");
}
/** What is wrong with the head of a server that has switched; null when nothing is. */
function handshakeFault(fetching, headers) {
  if (headerGet(headers, "sec-websocket-accept") !== acceptOf(fetching.key)) return "the server's Sec-WebSocket-Accept is wrong";
  if (headerHas(headers, "sec-websocket-extensions")) return "the server uses an extension that was not asked for";
  const asked = headerGet(fetching.headers, "sec-websocket-protocol");
  const given = headerGet(headers, "sec-websocket-protocol");
  if (given === null) return asked === null || fetching.socket === null ? null : "the server agrees to no subprotocol";
  const offered = asked === null ? [] : strSplit(asked, ",");
  for (let i = 0; i < offered.length; i++) if (trimAscii(offered[i]) === given) return null;
  return "the server uses a subprotocol that was not asked for";
}
/** The connection a fetch has opened. */
function openedSocket(fetching, headers) {
  const s = fetching.socket ?? new SocketState(OPEN, "arraybuffer");
  s.sid = -fetching.fid;
  s.protocol = headerGet(headers, "sec-websocket-protocol") ?? "";
  mapSet(sockets, s.sid, s);
  return s;
}

// The server's (RFC 6455 section 4.2).

/** Answers with one end of a pair, or with a connection that a fetch has opened. */
function answerSocket(exchange, state) {
  const id = exchange.id, given = state.webSocket, asked = exchange.request.headers;
  if (!asksForSocket(exchange.request)) {
    throw new TypeError("The handler returned a WebSocket, but the request has no 'Upgrade: websocket'");
  }
  if (given.used || given.readyState !== OPEN || (given.peer === null && given.accepted)) {
    throw new TypeError("The WebSocket of a Response must be unused: one end of a new WebSocketPair, or that of a fetched response");
  }
  const key = base64Decode(headerGet(asked, "sec-websocket-key") ?? "");
  if (headerGet(asked, "sec-websocket-version") !== "13") return refuseSocket(exchange, 426, "The WebSocket version must be 13\n");
  if (key === null || typedLength(key) !== 16) return refuseSocket(exchange, 400, "The Sec-WebSocket-Key must be 16 bytes in base64\n");
  const headers = copyHeaders(state.headers, "none");
  headerSet(headers, "sec-websocket-accept", acceptOf(headerGet(asked, "sec-websocket-key")));
  headerDelete(headers, "sec-websocket-extensions");
  given.used = true;
  exchange.keep();
  const ours = given.peer ?? forwarder(given);
  if (!host.socketAccept(id, serializeHeaders(headers))) {
    finishSocket(ours, ABNORMAL, "", false, "");
    if (!exchange.canceled) exchange.complete();
    return;
  }
  ours.sid = ours.request = id;
  ours.exchange = exchange;
  mapSet(sockets, id, ours);
  exchange.stop = () => {
    mapDelete(sockets, id);
    ours.exchange = null;
    finishSocket(ours, ABNORMAL, "", false, "");
  };
  if (given.peer !== null) unpair(given, ours);
  if (ours.accepted) host.socketStart(id);
}
function refuseSocket(exchange, status, text) {
  const headers = `content-type\ntext/plain;charset=UTF-8\nsec-websocket-version\n13`;
  exchange.answered = true;
  if (exchange.kept) mapDelete(exchanges, exchange.id);
  host.respond(exchange.id, status, headers, text, exchange.waiting === 0);
}
/** What was sent into the pair so far goes to the client. */
function unpair(given, ours) {
  given.peer = ours.peer = null;
  while (fifoLength(given.inbox) > 0) {
    const { message, code, reason } = fifoShift(given.inbox);
    if (message !== null) passOn(ours, message);
    else startClosing(ours, code, reason);
  }
}
/** A connection's counterpart at the client's side: each passes its messages to the other. */
function forwarder(given) {
  const ours = new SocketState(OPEN, "arraybuffer");
  ours.forward = given;
  given.forward = ours;
  ours.accepted = given.accepted = true;
  host.socketStart(given.sid);
  return ours;
}

// What the host tells.

const socketEntry = {
  socketMessage(sid, data) {
    const s = mapGet(sockets, sid);
    if (s !== undefined) received(s, typeof data === "string" ? data : new Uint8Array(data));
  },
  socketClosing(sid) {
    const s = mapGet(sockets, sid);
    if (s !== undefined && s.readyState === OPEN && s.forward === null) s.readyState = CLOSING;
  },
  socketClosed(sid, code, reason, wasClean, failure) {
    const s = mapGet(sockets, sid);
    mapDelete(sockets, sid);
    if (s !== undefined) finishSocket(s, code, reason, wasClean, failure);
  },
  /** The function is no longer served. */
  retire() {
    startTimer(() => mapForEach(sockets, (s) => {
      if (s.readyState === OPEN) startClosing(s, GOING_AWAY, "The function was replaced");
    }), RETIRE_MILLIS, 0, null);
  },
};
