// AbortController and AbortSignal (https://dom.spec.whatwg.org/#aborting-ongoing-activities).
let isAbortSignal;
let signalState;
let newSignal;
class AbortSignal extends EventTarget {
  #s;
  constructor(token = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    super();
    this.#s = { reason: undefined, aborted: false, algorithms: null, dependent: false, sources: null, dependents: null };
  }
  static abort(reason = undefined) {
    const signal = newSignal();
    signal.#s.aborted = true;
    signal.#s.reason = reason === undefined ? abortError() : reason;
    return signal;
  }
  static timeout(milliseconds) {
    need(1, arguments.length, "Failed to execute 'timeout' on 'AbortSignal'");
    const delay = enforceRange(milliseconds, 0, MAX_SAFE, "Failed to execute 'timeout' on 'AbortSignal'");
    const signal = newSignal();
    startTimer(() => signalAbort(signal, new DOMException("The operation timed out.", "TimeoutError")), delay, 0, null);
    return signal;
  }
  static any(signals) {
    need(1, arguments.length, "Failed to execute 'any' on 'AbortSignal'");
    const list = toSequence(signals, "Failed to execute 'any' on 'AbortSignal'");
    for (let i = 0; i < list.length; i++) {
      if (!isAbortSignal(list[i])) {
        throw new TypeError("Failed to execute 'any' on 'AbortSignal': Failed to convert value to 'AbortSignal'.");
      }
    }
    return dependentSignal(list);
  }
  get aborted() { return this.#s.aborted; }
  get reason() { return this.#s.reason; }
  throwIfAborted() { if (this.#s.aborted) throw this.#s.reason; }
  get onabort() {
    this.#s;
    return getHandler(this, "abort");
  }
  set onabort(value) {
    this.#s;
    setHandler(this, "abort", value);
  }
  static {
    isAbortSignal = (value) => isObject(value) && #s in value;
    signalState = (signal) => signal.#s;
    newSignal = () => new AbortSignal(INTERNAL);
  }
}
expose("AbortSignal", AbortSignal);

const abortError = () => new DOMException("This operation was aborted", "AbortError");
const signalAborted = (signal) => signalState(signal).aborted;
const signalReason = (signal) => signalState(signal).reason;

function dependentSignal(list) {
  const result = newSignal();
  const state = signalState(result);
  for (let i = 0; i < list.length; i++) {
    const other = signalState(list[i]);
    if (other.aborted) {
      state.aborted = true;
      state.reason = other.reason;
      return result;
    }
  }
  state.dependent = true;
  state.sources = [];
  for (let i = 0; i < list.length; i++) {
    const other = signalState(list[i]);
    const sources = other.dependent ? other.sources : [list[i]];
    for (let k = 0; k < sources.length; k++) {
      const source = sources[k];
      if (arrIncludes(state.sources, source)) continue;
      arrPush(state.sources, source);
      const sourceState = signalState(source);
      if (sourceState.dependents === null) sourceState.dependents = [];
      arrPush(sourceState.dependents, result);
    }
  }
  return result;
}

function addAbortAlgorithm(signal, algorithm) {
  const state = signalState(signal);
  if (state.aborted) return;
  if (state.algorithms === null) state.algorithms = [];
  arrPush(state.algorithms, algorithm);
}
function removeAbortAlgorithm(signal, algorithm) {
  const algorithms = signalState(signal).algorithms;
  if (algorithms === null) return;
  const at = arrIndexOf(algorithms, algorithm);
  if (at >= 0) arrSplice(algorithms, at, 1);
}

function signalAbort(signal, reason) {
  const state = signalState(signal);
  if (state.aborted) return;
  state.aborted = true;
  state.reason = reason === undefined ? abortError() : reason;
  const affected = [];
  const dependents = state.dependents;
  if (dependents !== null) {
    for (let i = 0; i < dependents.length; i++) {
      const other = signalState(dependents[i]);
      if (!other.aborted) {
        other.aborted = true;
        other.reason = state.reason;
        arrPush(affected, dependents[i]);
      }
    }
  }
  runAbort(signal);
  for (let i = 0; i < affected.length; i++) runAbort(affected[i]);
}
function runAbort(signal) {
  const state = signalState(signal);
  const algorithms = state.algorithms;
  state.algorithms = null;
  if (algorithms !== null) {
    for (let i = 0; i < algorithms.length; i++) algorithms[i]();
  }
  if (listenersOf(signal).list !== null) dispatchTo(signal, newTrustedEvent(Event, "abort"));
}

class AbortController {
  #signal = null;
  get signal() {
    return this.#signal ??= newSignal();
  }
  abort(reason = undefined) {
    signalAbort(this.#signal ??= newSignal(), reason);
  }
}
expose("AbortController", AbortController);
