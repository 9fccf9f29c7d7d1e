// WebSocket (https://websockets.spec.whatwg.org/#the-websocket-interface) and, as servers need it, WebSocketPair.
const CONNECTING = 0, OPEN = 1, CLOSING = 2, CLOSED = 3;
const MAX_REASON_BYTES = 123;

class SocketState {
  constructor(readyState, binaryType) {
    this.object = null;
    this.readyState = readyState;
    this.binaryType = binaryType;
    this.url = null;
    this.origin = "";
    this.protocol = "";
    /** Whether somebody takes its messages; sockets of servers have to be accepted. */
    this.accepted = false;
    /** Whether a response has it: it is the client's from then on. */
    this.used = false;
    /** The host's number of its connection; 0 when there is none. */
    this.sid = 0;
    /** The fetch that opens it. */
    this.opening = null;
    /** The request whose client it talks to. */
    this.exchange = null;
    /** The request that console output belongs to. */
    this.request = currentRequest();
    /** The other end of the pair, and what that has sent. */
    this.peer = null;
    this.inbox = null;
    this.scheduled = false;
    /** Where messages go at once, instead of to listeners. */
    this.forward = null;
    this.closeTimer = 0;
    this.turnBytes = 0;
    this.unsent = 0;
  }
}

let socketState;
class WebSocket extends EventTarget {
  #s;
  constructor(url, protocols = []) {
    super();
    if (url === INTERNAL) {
      this.#s = protocols;
      protocols.object = this;
      return;
    }
    need(1, arguments.length, "Failed to construct 'WebSocket'");
    this.#s = connect(this, toUSV(url), protocolList(protocols));
  }
  get url() { return this.#s.url; }
  get readyState() { return this.#s.readyState; }
  get bufferedAmount() { return bufferedAmount(this.#s); }
  get extensions() {
    this.#s;
    return "";
  }
  get protocol() { return this.#s.protocol; }
  get binaryType() { return this.#s.binaryType; }
  set binaryType(value) {
    const s = this.#s;
    const type = toStr(value);
    if (type === "blob" || type === "arraybuffer") s.binaryType = type;
  }
  get onopen() { return getHandler(this, (this.#s, "open")); }
  set onopen(value) { setHandler(this, (this.#s, "open"), value); }
  get onerror() { return getHandler(this, (this.#s, "error")); }
  set onerror(value) { setHandler(this, (this.#s, "error"), value); }
  get onclose() { return getHandler(this, (this.#s, "close")); }
  set onclose(value) { setHandler(this, (this.#s, "close"), value); }
  get onmessage() { return getHandler(this, (this.#s, "message")); }
  set onmessage(value) { setHandler(this, (this.#s, "message"), value); }
  accept() {
    const s = this.#s;
    requireOurs(s, "accept");
    if (s.accepted) return;
    s.accepted = true;
    if (s.sid !== 0) host.socketStart(s.sid);
    else deliverInbox(s);
  }
  send(data) {
    const s = this.#s;
    const where = "Failed to execute 'send' on 'WebSocket'";
    need(1, arguments.length, where);
    const blob = blobState(data);
    const message = blob !== undefined ? blob.bytes : isBufferSource(data) ? copyOf(data) : toUSV(data);
    if (s.readyState === CONNECTING) throw new DOMException(`${where}: Still in CONNECTING state.`, "InvalidStateError");
    requireOurs(s, "send");
    if (!s.accepted) throw new TypeError(`${where}: accept() has to be called first.`);
    if (s.readyState === OPEN) sendMessage(s, message);
    else s.unsent += messageBytes(message);
  }
  close(code = undefined, reason = undefined) {
    const s = this.#s;
    const where = "Failed to execute 'close' on 'WebSocket'";
    const number = code === undefined ? -1 : clampUint16(code);
    const text = reason === undefined ? "" : toUSV(reason);
    const allowed = number === -1 || number === 1000 || (number >= 3000 && number <= 4999)
      || (s.url === null && isServerCode(number));
    if (!allowed) throw new DOMException(`${where}: The code must be 1000, or from 3000 to 4999; ${number} is neither.`, "InvalidAccessError");
    if (utf8Length(text) > MAX_REASON_BYTES) {
      throw new DOMException(`${where}: The reason has more than ${MAX_REASON_BYTES} bytes.`, "SyntaxError");
    }
    requireOurs(s, "close");
    if (s.readyState === CLOSING || s.readyState === CLOSED) return;
    if (s.readyState === CONNECTING) {
      s.readyState = CLOSING;
      s.opening.abort(new TypeError("closed before the connection was established"));
      return;
    }
    startClosing(s, number !== -1 ? number : text === "" ? NO_STATUS : 1000, text);
  }
  static {
    socketState = (value) => (isObject(value) && #s in value ? value.#s : undefined);
  }
}
constants(WebSocket, { CONNECTING, OPEN, CLOSING, CLOSED });
expose("WebSocket", WebSocket);
const publicSocket = (state) => state.object ?? new WebSocket(INTERNAL, state);

class WebSocketPair {
  0 = null;
  1 = null;
  constructor() {
    const one = new SocketState(OPEN, "arraybuffer"), two = new SocketState(OPEN, "arraybuffer");
    one.peer = two;
    two.peer = one;
    one.inbox = new Fifo();
    two.inbox = new Fifo();
    this[0] = publicSocket(one);
    this[1] = publicSocket(two);
  }
}
expose("WebSocketPair", WebSocketPair);

function requireOurs(s, name) {
  if (s.used) throw new TypeError(`Failed to execute '${name}' on 'WebSocket': It was given away in a Response.`);
}
const isServerCode = (code) => (code >= 1001 && code <= 1003) || (code >= 1007 && code <= 1014);
/** [Clamp] unsigned short. */
function clampUint16(value) {
  const number = +value;
  return NumberIsNaN(number) ? 0 : clampLongLong(MathMin(MathMax(number, 0), 65535));
}
function protocolList(protocols) {
  const where = "Failed to construct 'WebSocket'";
  const list = isObject(protocols) && protocols[SymbolIterator] !== undefined && protocols[SymbolIterator] !== null
    ? toSequence(protocols, where) : [protocols];
  const seen = new Set();
  for (let i = 0; i < list.length; i++) {
    list[i] = toStr(list[i]);
    const lower = strLower(list[i]);
    if (!isToken(list[i]) || setHas(seen, lower)) {
      throw new DOMException(`${where}: The subprotocol '${list[i]}' is invalid or named twice.`, "SyntaxError");
    }
    setAdd(seen, lower);
  }
  return list;
}
/** How many bytes of UTF-8 a well-formed string has. */
function utf8Length(text) {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = strAt(text, i);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
const messageBytes = (message) => (typeof message === "string" ? utf8Length(message) : typedLength(message));
/** What was sent in this turn counts as waiting until the turn is over. */
function bufferedAmount(s) {
  return s.unsent + MathMax(s.turnBytes, s.sid === 0 || s.used ? 0 : host.socketBuffered(s.sid));
}
function countTurn(s, message) {
  if (s.turnBytes === 0) {
    then(resolvedPromise(), () => {
      s.turnBytes = 0;
    });
  }
  s.turnBytes += messageBytes(message);
}
