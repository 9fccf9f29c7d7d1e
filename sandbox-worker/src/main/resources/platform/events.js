// Events and event targets without a tree (https://dom.spec.whatwg.org/#events).
let eventState;
let newTrustedEvent;
class Event {
  #s;
  constructor(type, eventInitDict = {}) {
    need(1, arguments.length, "Failed to construct 'Event'");
    const name = toStr(type);
    const init = toDictionary(eventInitDict, "Failed to construct 'Event'");
    this.#s = {
      type: name, bubbles: init !== null && !!init.bubbles, cancelable: init !== null && !!init.cancelable,
      composed: init !== null && !!init.composed, target: null, current: null, phase: 0, stop: false,
      stopNow: false, canceled: false, passive: false, dispatching: false, initialized: true, trusted: false,
      time: host === null ? 0 : relativeNow(),
    };
    ObjectDefineProperty(this, "isTrusted", isTrustedDescriptor);
  }
  get type() { return this.#s.type; }
  get target() { return this.#s.target; }
  get srcElement() { return this.#s.target; }
  get currentTarget() { return this.#s.current; }
  composedPath() { return this.#s.current === null ? [] : [this.#s.current]; }
  get eventPhase() { return this.#s.phase; }
  stopPropagation() { this.#s.stop = true; }
  get cancelBubble() { return this.#s.stop; }
  set cancelBubble(value) { if (value) this.#s.stop = true; else this.#s; }
  stopImmediatePropagation() {
    this.#s.stop = true;
    this.#s.stopNow = true;
  }
  get bubbles() { return this.#s.bubbles; }
  get cancelable() { return this.#s.cancelable; }
  get returnValue() { return !this.#s.canceled; }
  set returnValue(value) { if (!value) cancelEvent(this.#s); else this.#s; }
  preventDefault() { cancelEvent(this.#s); }
  get defaultPrevented() { return this.#s.canceled; }
  get composed() { return this.#s.composed; }
  get timeStamp() { return this.#s.time; }
  initEvent(type, bubbles = false, cancelable = false) {
    const s = this.#s;
    need(1, arguments.length, "Failed to execute 'initEvent' on 'Event'");
    const name = toStr(type);
    if (s.dispatching) return;
    s.initialized = true;
    s.stop = s.stopNow = s.canceled = s.trusted = false;
    s.target = null;
    s.type = name;
    s.bubbles = !!bubbles;
    s.cancelable = !!cancelable;
  }
  static {
    eventState = (event) => {
      if (!isObject(event) || !(#s in event)) return undefined;
      return event.#s;
    };
    newTrustedEvent = (constructor, type, init) => {
      const event = new constructor(type, init);
      event.#s.trusted = true;
      return event;
    };
  }
}
const isTrustedDescriptor = {
  __proto__: null,
  get: ObjectGetOwnPropertyDescriptor({ get isTrusted() {
    const state = eventState(this);
    if (state === undefined) throw illegalInvocation();
    return state.trusted;
  } }, "isTrusted").get,
  set: undefined, enumerable: true, configurable: false,
};
constants(Event, { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 });
expose("Event", Event);
function cancelEvent(state) {
  if (state.cancelable && !state.passive) state.canceled = true;
}

class CustomEvent extends Event {
  #detail;
  constructor(type, eventInitDict = {}) {
    need(1, arguments.length, "Failed to construct 'CustomEvent'");
    super(type, eventInitDict);
    this.#detail = eventInitDict?.detail === undefined ? null : eventInitDict.detail;
  }
  get detail() { return this.#detail; }
  initCustomEvent(type, bubbles = false, cancelable = false, detail = null) {
    this.#detail;
    need(1, arguments.length, "Failed to execute 'initCustomEvent' on 'CustomEvent'");
    if (eventState(this).dispatching) return;
    eventInit(this, type, bubbles, cancelable);
    this.#detail = detail;
  }
}
const eventInit = uncurry(Event.prototype.initEvent);
expose("CustomEvent", CustomEvent);

class ErrorEvent extends Event {
  #i;
  constructor(type, eventInitDict = {}) {
    need(1, arguments.length, "Failed to construct 'ErrorEvent'");
    super(type, eventInitDict);
    const init = eventInitDict ?? {};
    this.#i = {
      message: init.message === undefined ? "" : toStr(init.message),
      filename: init.filename === undefined ? "" : toUSV(init.filename),
      lineno: init.lineno === undefined ? 0 : toUint32(init.lineno),
      colno: init.colno === undefined ? 0 : toUint32(init.colno),
      error: init.error,
    };
  }
  get message() { return this.#i.message; }
  get filename() { return this.#i.filename; }
  get lineno() { return this.#i.lineno; }
  get colno() { return this.#i.colno; }
  get error() { return this.#i.error; }
}
expose("ErrorEvent", ErrorEvent);

class PromiseRejectionEvent extends Event {
  #promise;
  #reason;
  constructor(type, eventInitDict) {
    need(2, arguments.length, "Failed to construct 'PromiseRejectionEvent'");
    const init = toDictionary(eventInitDict, "Failed to construct 'PromiseRejectionEvent'");
    super(type, eventInitDict);
    if (init === null || !("promise" in init)) {
      throw new TypeError("Failed to construct 'PromiseRejectionEvent': required member promise is undefined.");
    }
    this.#promise = init.promise;
    this.#reason = init.reason;
  }
  get promise() { return this.#promise; }
  get reason() { return this.#reason; }
}
expose("PromiseRejectionEvent", PromiseRejectionEvent);

class MessageEvent extends Event {
  #i;
  constructor(type, eventInitDict = {}) {
    need(1, arguments.length, "Failed to construct 'MessageEvent'");
    super(type, eventInitDict);
    const init = eventInitDict ?? {};
    this.#i = {
      data: init.data === undefined ? null : init.data,
      origin: init.origin === undefined ? "" : toUSV(init.origin),
      lastEventId: init.lastEventId === undefined ? "" : toStr(init.lastEventId),
      source: init.source === undefined ? null : init.source,
      ports: ObjectFreeze(init.ports === undefined ? [] : toSequence(init.ports, "Failed to construct 'MessageEvent'")),
    };
  }
  get data() { return this.#i.data; }
  get origin() { return this.#i.origin; }
  get lastEventId() { return this.#i.lastEventId; }
  get source() { return this.#i.source; }
  get ports() { return this.#i.ports; }
  initMessageEvent(type, bubbles = false, cancelable = false, data = null, origin = "", lastEventId = "", source = null, ports = []) {
    this.#i;
    const where = "Failed to execute 'initMessageEvent' on 'MessageEvent'";
    need(1, arguments.length, where);
    if (eventState(this).dispatching) return;
    const given = { data, origin: toUSV(origin), lastEventId: toStr(lastEventId), source, ports: ObjectFreeze(toSequence(ports, where)) };
    eventInit(this, type, bubbles, cancelable);
    this.#i = given;
  }
}
expose("MessageEvent", MessageEvent);

class CloseEvent extends Event {
  #i;
  constructor(type, eventInitDict = {}) {
    need(1, arguments.length, "Failed to construct 'CloseEvent'");
    super(type, eventInitDict);
    const init = eventInitDict ?? {};
    this.#i = { wasClean: !!init.wasClean, code: toUint16(init.code ?? 0),
      reason: init.reason === undefined ? "" : toUSV(init.reason) };
  }
  get wasClean() { return this.#i.wasClean; }
  get code() { return this.#i.code; }
  get reason() { return this.#i.reason; }
}
expose("CloseEvent", CloseEvent);

// Listeners live in lists of records; the global object's list is kept apart because it has no slots of its own.
let listenersOf;
let isEventTarget;
const globalListeners = { __proto__: null, list: null };
class EventTarget {
  #l = { list: null };
  addEventListener(type, callback, options = {}) {
    const l = listenersOf(this);
    need(2, arguments.length, "Failed to execute 'addEventListener' on 'EventTarget'");
    const name = toStr(type);
    if (callback !== null && callback !== undefined && !isObject(callback)) {
      throw new TypeError("Failed to execute 'addEventListener' on 'EventTarget': parameter 2 is not of type 'Object'.");
    }
    let capture, once = false, passive = false, signal = null;
    if (isObject(options)) {
      capture = !!options.capture;
      once = !!options.once;
      passive = options.passive === undefined ? false : !!options.passive;
      if (options.signal !== undefined) {
        signal = options.signal;
        if (!isAbortSignal(signal)) {
          throw new TypeError("Failed to execute 'addEventListener' on 'EventTarget': member signal is not of type 'AbortSignal'.");
        }
      }
    } else {
      capture = !!options;
    }
    if (callback === null || callback === undefined || (signal !== null && signalAborted(signal))) return;
    if (l.list === null) l.list = [];
    for (let i = 0; i < l.list.length; i++) {
      const other = l.list[i];
      if (other.type === name && other.callback === callback && other.capture === capture) return;
    }
    const listener = { type: name, callback, capture, once, passive, removed: false, handler: false };
    arrPush(l.list, listener);
    if (signal !== null) addAbortAlgorithm(signal, () => removeListener(l, listener));
  }
  removeEventListener(type, callback, options = {}) {
    const l = listenersOf(this);
    need(2, arguments.length, "Failed to execute 'removeEventListener' on 'EventTarget'");
    const name = toStr(type);
    if (callback !== null && callback !== undefined && !isObject(callback)) {
      throw new TypeError("Failed to execute 'removeEventListener' on 'EventTarget': parameter 2 is not of type 'Object'.");
    }
    const capture = isObject(options) ? !!options.capture : !!options;
    if (l.list === null) return;
    for (let i = 0; i < l.list.length; i++) {
      const other = l.list[i];
      if (other.type === name && other.callback === callback && other.capture === capture && !other.handler) {
        removeListener(l, other);
        return;
      }
    }
  }
  dispatchEvent(event) {
    listenersOf(this);
    need(1, arguments.length, "Failed to execute 'dispatchEvent' on 'EventTarget'");
    const state = eventState(event);
    if (state === undefined) {
      throw new TypeError("Failed to execute 'dispatchEvent' on 'EventTarget': parameter 1 is not of type 'Event'.");
    }
    if (state.dispatching || !state.initialized) {
      throw new DOMException("The event is already being dispatched.", "InvalidStateError");
    }
    state.trusted = false;
    return dispatchTo(this ?? global, event);
  }
  static {
    isEventTarget = (value) => isObject(value) && #l in value;
    listenersOf = (target) => (target === undefined || target === null || target === global ? globalListeners : target.#l);
  }
}
expose("EventTarget", EventTarget);

function removeListener(l, listener) {
  listener.removed = true;
  const at = arrIndexOf(l.list, listener);
  if (at >= 0) arrSplice(l.list, at, 1);
}

function hasListeners(target, type) {
  const list = listenersOf(target).list;
  if (list === null) return false;
  for (let i = 0; i < list.length; i++) if (list[i].type === type) return true;
  return false;
}

/** Runs the listeners of one target; false when the event was canceled. */
function dispatchTo(target, event) {
  const state = eventState(event);
  state.dispatching = true;
  state.target = target;
  state.current = target;
  state.phase = 2;
  const l = listenersOf(target);
  if (l.list !== null) {
    if (!state.stop) invokeListeners(l, target, event, state, true);
    if (!state.stop) invokeListeners(l, target, event, state, false);
  }
  state.phase = 0;
  state.current = null;
  state.dispatching = false;
  state.stop = state.stopNow = false;
  return !state.canceled;
}

function invokeListeners(l, target, event, state, capturing) {
  const list = arrSlice(l.list);
  for (let i = 0; i < list.length && !state.stopNow; i++) {
    const listener = list[i];
    if (listener.removed || listener.type !== state.type || listener.capture !== capturing) continue;
    if (listener.once) removeListener(l, listener);
    state.passive = listener.passive;
    try {
      const callback = listener.callback;
      if (listener.handler) {
        callHandler(callback, target, event, state);
      } else if (typeof callback === "function") {
        ReflectApply(callback, target, [event]);
      } else {
        const method = callback.handleEvent;
        if (typeof method !== "function") throw new TypeError("EventListener.handleEvent is not a function");
        ReflectApply(method, callback, [event]);
      }
    } catch (error) {
      reportException(error);
    }
    state.passive = false;
  }
}

function callHandler(holder, target, event, state) {
  const callback = holder.value;
  if (typeof callback !== "function") return;
  let result;
  if (state.type === "error" && target === global && event instanceof ErrorEvent) {
    result = ReflectApply(callback, target, [event.message, event.filename, event.lineno, event.colno, event.error]);
    if (result === true) cancelEvent(state);
    return;
  }
  result = ReflectApply(callback, target, [event]);
  if (result === false) cancelEvent(state);
}

/** The value of an event handler attribute such as onabort. */
function getHandler(target, type) {
  const list = listenersOf(target).list;
  if (list !== null) {
    for (let i = 0; i < list.length; i++) if (list[i].handler && list[i].type === type) return list[i].callback.value;
  }
  return null;
}
function setHandler(target, type, value) {
  const l = listenersOf(target);
  const callback = isObject(value) ? value : null;
  if (l.list === null) {
    if (callback === null) return;
    l.list = [];
  }
  for (let i = 0; i < l.list.length; i++) {
    const listener = l.list[i];
    if (listener.handler && listener.type === type) {
      if (callback === null) removeListener(l, listener);
      else listener.callback.value = callback;
      return;
    }
  }
  if (callback !== null) {
    arrPush(l.list, { type, callback: { value: callback }, capture: false, once: false, passive: false, removed: false, handler: true });
  }
}

const exceptionText = (error) => {
  try {
    return isErrorObject(error) ? `Uncaught ${errorToString(error)}` : `Uncaught ${toStr(error)}`;
  } catch {
    return "Uncaught exception";
  }
};
let reporting = false;
/** "Report an exception": an error event on the global object, else a line in the log. */
function reportException(error) {
  if (reporting) return logException(error);
  reporting = true;
  try {
    const event = newTrustedEvent(ErrorEvent, "error", { __proto__: null, cancelable: true, message: exceptionText(error), error });
    if (dispatchTo(global, event)) logException(error);
  } finally {
    reporting = false;
  }
}
function logException(error) {
  if (host !== null) host.log(currentRequest(), "error", `Uncaught ${inspect(error)}`);
}
