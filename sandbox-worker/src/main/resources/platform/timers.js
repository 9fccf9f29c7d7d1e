// Timers, microtasks and the clock.
const timers = new Map();
let timerHeap = [];
let timerCount = 0;
let timerWish = -1;
let timerNesting = 0;
let timeOrigin = 0;
/** Timers at once; the host says how many when the function is loaded. */
let mostTimers = 10000;
const nowMillis = () => needHost().now();
const relativeNow = () => {
  const value = needHost().now() - timeOrigin;
  return value < 0 ? 0 : value;
};

/** Registers a timer; repeat is 0 for once, 1 for again and again. */
function startTimer(callback, delay, repeat, args) {
  if (mapSize(timers) >= mostTimers) {
    host.timerLimit();
    throw new RangeError(`TIMER_LIMIT: more than ${mostTimers} timers at once`);
  }
  const wait = delay > 0 ? MathMin(delay, 2147483647) : 0;
  const timer = { id: ++timerCount, callback, args, repeat, wait, due: nowMillis() + wait, nesting: timerNesting + 1,
    request: currentRequest(), continuation: readContinuation() };
  if (timer.nesting > 5 && timer.wait < 4) timer.due += 4 - timer.wait;
  mapSet(timers, timer.id, timer);
  heapPush(timer);
  wishTimer();
  return timer.id;
}
function stopTimer(id) {
  const timer = mapGet(timers, id);
  if (timer === undefined) return;
  mapDelete(timers, id);
  timer.id = 0;
}
/** Stops the timers of a request. */
function stopTimersOf(request) {
  const stopped = [];
  mapForEach(timers, (timer) => {
    if (timer.request === request) arrPush(stopped, timer.id);
  });
  for (let i = 0; i < stopped.length; i++) stopTimer(stopped[i]);
  wishTimer();
}
/** Tells the host when the next timer is due, when that changed. */
function wishTimer() {
  dropStopped();
  const next = timerHeap.length === 0 ? -1 : timerHeap[0].due;
  if (next === timerWish || timerWish === 0) return;
  timerWish = next;
  if (next === -1) host.timer(-1);
  else host.timer(MathMax(0, next - nowMillis()), timerHeap[0].request);
}
function dropStopped() {
  while (timerHeap.length > 0 && timerHeap[0].id === 0) heapPop();
}
const earlier = (a, b) => a.due < b.due || (a.due === b.due && a.order < b.order);
let timerOrder = 0;
function heapPush(timer) {
  timer.order = timerOrder++;
  let at = timerHeap.length;
  timerHeap[at] = timer;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!earlier(timer, timerHeap[parent])) break;
    timerHeap[at] = timerHeap[parent];
    timerHeap[parent] = timer;
    at = parent;
  }
}
function heapPop() {
  const top = timerHeap[0];
  const last = arrPop(timerHeap);
  if (timerHeap.length > 0) {
    let at = 0;
    timerHeap[0] = last;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= timerHeap.length) break;
      if (child + 1 < timerHeap.length && earlier(timerHeap[child + 1], timerHeap[child])) child++;
      if (!earlier(timerHeap[child], last)) break;
      timerHeap[at] = timerHeap[child];
      timerHeap[child] = last;
      at = child;
    }
  }
  return top;
}

/** Runs one due timer, so that its promise jobs come before the next one, and asks the host for the next turn. */
function runTimers() {
  currentId = 0;
  timerWish = -1;
  runRejections();
  dropStopped();
  if (timerHeap.length > 0 && timerHeap[0].due <= nowMillis()) runTimer(heapPop());
  timerWish = -1;
  wishTimer();
}
function runTimer(timer) {
  const previous = timerNesting;
  timerNesting = timer.nesting;
  currentId = timer.request;
  const continuation = swapContinuation(timer.continuation);
  if (!timer.repeat) mapDelete(timers, timer.id);
  try {
    ReflectApply(timer.callback, global, timer.args ?? []);
  } catch (error) {
    reportException(error);
  }
  swapContinuation(continuation);
  timerNesting = previous;
  if (timer.repeat && timer.id !== 0) {
    timer.nesting++;
    timer.due = nowMillis() + (timer.nesting > 5 ? MathMax(timer.wait, 4) : timer.wait);
    heapPush(timer);
  }
}

const restOf = (args) => (args.length > 2 ? arrSlice(args, 2) : null);
function timerFunction(handler, name) {
  if (typeof handler === "function") return handler;
  throw new TypeError(`Failed to execute '${name}': The callback must be a function; evaluating text is not allowed.`);
}
exposeFunctions({
  setTimeout(handler, timeout = 0) {
    need(1, arguments.length, "Failed to execute 'setTimeout'");
    return startTimer(timerFunction(handler, "setTimeout"), toInt32(timeout), 0, restOf(arguments));
  },
  clearTimeout(id = 0) { stopTimer(toInt32(id)); },
  setInterval(handler, timeout = 0) {
    need(1, arguments.length, "Failed to execute 'setInterval'");
    return startTimer(timerFunction(handler, "setInterval"), toInt32(timeout), 1, restOf(arguments));
  },
  clearInterval(id = 0) { stopTimer(toInt32(id)); },
  queueMicrotask(callback) {
    need(1, arguments.length, "Failed to execute 'queueMicrotask'");
    toFunction(callback, "Failed to execute 'queueMicrotask'");
    then(resolvedPromise(), () => {
      try {
        ReflectApply(callback, undefined, []);
      } catch (error) {
        reportException(error);
      }
    });
  },
  reportError(error) {
    need(1, arguments.length, "Failed to execute 'reportError'");
    reportException(error);
  },
});

class Scheduler {
  constructor(token = undefined) { if (token !== INTERNAL) throw illegalConstructor(); }
  wait(milliseconds, options = {}) {
    try {
      need(1, arguments.length, "Failed to execute 'wait' on 'Scheduler'");
      const signal = toDictionary(options, "Failed to execute 'wait' on 'Scheduler'")?.signal;
      if (signal !== undefined && !isAbortSignal(signal)) throw new TypeError("member signal is not of type 'AbortSignal'.");
      if (signal !== undefined && signalAborted(signal)) return promiseReject(signalReason(signal));
      const deferred = promiseDeferred();
      const id = startTimer(() => deferred.resolve(undefined), toInt32(milliseconds), 0, null);
      if (signal !== undefined) {
        addAbortAlgorithm(signal, () => {
          stopTimer(id);
          deferred.reject(signalReason(signal));
        });
      }
      return deferred.promise;
    } catch (error) {
      return promiseReject(error);
    }
  }
}
expose("Scheduler", Scheduler);
exposeValue("scheduler", new Scheduler(INTERNAL));

// Promises rejected without a handler are told after the work at hand, when nobody handled them meanwhile.
const rejections = new Map();
function rejected(event, promise, reason) {
  if (event === 0) {
    mapSet(rejections, promise, { reason, request: currentRequest() });
    if (timerWish !== 0) {
      timerWish = 0;
      host.timer(0);
    }
  } else if (event === 1) {
    if (!mapDelete(rejections, promise) && hasListeners(global, "rejectionhandled")) {
      dispatchTo(global, newTrustedEvent(PromiseRejectionEvent, "rejectionhandled", { __proto__: null, promise, reason: undefined }));
    }
  }
}
function runRejections() {
  if (mapSize(rejections) === 0) return;
  const list = [];
  mapForEach(rejections, (entry, promise) => arrPush(list, { promise, entry }));
  mapClear(rejections);
  for (let i = 0; i < list.length; i++) {
    const { promise, entry } = list[i];
    currentId = entry.request;
    const event = newTrustedEvent(PromiseRejectionEvent, "unhandledrejection",
      { __proto__: null, cancelable: true, promise, reason: entry.reason });
    if (dispatchTo(global, event)) host.log(currentRequest(), "error", `Uncaught (in promise) ${inspect(entry.reason)}`);
  }
}
