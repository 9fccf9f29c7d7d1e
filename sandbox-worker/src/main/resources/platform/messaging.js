// MessageChannel and MessagePort (https://html.spec.whatwg.org/#message-channels), and how objects are transferred.
let portState;
let publicPort;
class MessagePort extends EventTarget {
  #p;
  constructor(token = undefined, state = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    super();
    this.#p = state;
    state.object = this;
  }
  postMessage(message, options = undefined) {
    const p = this.#p;
    const where = "Failed to execute 'postMessage' on 'MessagePort'";
    need(1, arguments.length, where);
    const transfer = transferList(options, where);
    for (let i = 0; i < transfer.length; i++) {
      if (transfer[i] === this) throw new DOMException("A port cannot be transferred through itself", "DataCloneError");
    }
    const received = [];
    const data = structuredCloneValue(message, transfer, received);
    const other = p.other;
    if (other === null) return;
    const ports = [];
    for (let i = 0; i < received.length; i++) if (portState(received[i]) !== undefined) arrPush(ports, received[i]);
    fifoPush(other.queue, { data, ports });
    deliverLater(other);
  }
  start() {
    this.#p.started = true;
    deliverLater(this.#p);
  }
  close() {
    const p = this.#p;
    p.closed = true;
    const other = p.other;
    p.other = null;
    if (other !== null) other.other = null;
  }
  get onmessage() { return getHandler(this, (this.#p, "message")); }
  set onmessage(value) {
    const p = this.#p;
    setHandler(this, "message", value);
    p.started = true;
    deliverLater(p);
  }
  get onmessageerror() { return getHandler(this, (this.#p, "messageerror")); }
  set onmessageerror(value) {
    this.#p;
    setHandler(this, "messageerror", value);
  }
  static {
    portState = (value) => (isObject(value) && #p in value ? value.#p : undefined);
    publicPort = (state) => new MessagePort(INTERNAL, state);
  }
}
expose("MessagePort", MessagePort);
ObjectDefineProperty(MessagePort, "length", { __proto__: null, value: 0, configurable: true });
function transferList(options, where) {
  if (options === undefined || options === null) return [];
  if (!isObject(options)) throw new TypeError(`${where}: parameter 2 is not an object.`);
  const method = options[SymbolIterator];
  if (method !== undefined && method !== null) return listFrom(options, toFunction(method, where), where);
  return options.transfer === undefined ? [] : toSequence(options.transfer, where);
}
const newPort = () => ({ other: null, started: false, closed: false, queue: new Fifo(), object: null, scheduled: false });
function deliverLater(p) {
  if (!p.started || p.scheduled || fifoLength(p.queue) === 0) return;
  p.scheduled = true;
  startTimer(() => {
    p.scheduled = false;
    if (p.closed || !p.started || p.object === null || fifoLength(p.queue) === 0) return;
    const message = fifoShift(p.queue);
    deliverLater(p);
    dispatchTo(p.object, newTrustedEvent(MessageEvent, "message", { __proto__: null, data: message.data, ports: message.ports }));
  }, 0, 0, null);
}
class MessageChannel {
  #one;
  #two;
  constructor() {
    const one = newPort(), two = newPort();
    one.other = two;
    two.other = one;
    this.#one = publicPort(one);
    this.#two = publicPort(two);
  }
  get port1() { return this.#one; }
  get port2() { return this.#two; }
}
expose("MessageChannel", MessageChannel);

const PIPE_ALL = { preventAbort: false, preventCancel: false, preventClose: false, signal: null };
function transferPort(object) {
  const old = portState(object);
  const p = newPort();
  p.other = old.other;
  p.queue = old.queue;
  if (p.other !== null) p.other.other = p;
  old.other = null;
  old.closed = true;
  old.queue = new Fifo();
  return publicPort(p);
}
function transferReadable(object) {
  return publicReadable(proxyStream(readableOf(object)));
}
function transferWritable(object) {
  const t = newTransform((to, chunk) => transformEnqueue(to, chunk));
  handled(pipe(t.readable, writableOf(object), PIPE_ALL));
  return publicWritable(t.writable);
}
const unlocked = (object, locked, move) => (locked ? () => {
  throw cloneError(object, "it is locked");
} : move);
transferOf = (object) => {
  const port = portState(object);
  if (port !== undefined) {
    return port.closed && port.other === null ? () => {
      throw cloneError(object, "it is closed");
    } : transferPort;
  }
  if (isReadable(object)) return unlocked(object, readableOf(object).reader !== null, transferReadable);
  if (isWritable(object)) return unlocked(object, writableOf(object).writer !== null, transferWritable);
  const t = transformState(object);
  if (t === undefined) return null;
  return unlocked(object, t.readable.reader !== null || t.writable.writer !== null, () => {
    const copy = new TransformState();
    copy.readable = readableOf(transferReadable(publicReadable(t.readable)));
    copy.writable = writableOf(transferWritable(publicWritable(t.writable)));
    return publicTransform(copy);
  });
};
