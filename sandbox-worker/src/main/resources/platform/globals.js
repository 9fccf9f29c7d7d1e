// The global object itself: self, navigator, event handlers.

// It would hold a thread without using CPU time; there is no other thread that could wake it.
delete global.Atomics.wait;

class Navigator {
  #brand;
  constructor(token = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#brand = true;
  }
  get userAgent() {
    this.#brand;
    return USER_AGENT;
  }
  get hardwareConcurrency() {
    this.#brand;
    return 1;
  }
  get language() {
    this.#brand;
    return "en-US";
  }
  get languages() {
    this.#brand;
    return ["en-US"];
  }
}
expose("Navigator", Navigator);
const navigatorObject = new Navigator(INTERNAL);
exposeGetter("navigator", () => navigatorObject, undefined);
exposeGetter("self", () => global, (value) => exposeValue("self", value));
{
  const types = ["error", "unhandledrejection", "rejectionhandled"];
  for (let i = 0; i < types.length; i++) {
    const type = types[i];
    exposeGetter(`on${type}`, () => getHandler(global, type), (value) => setHandler(global, type, value));
  }
}
exposeFunctions({
  addEventListener: EventTarget.prototype.addEventListener,
  removeEventListener: EventTarget.prototype.removeEventListener,
  dispatchEvent: EventTarget.prototype.dispatchEvent,
});

// The global object's own interface, as in a worker: its members are on the global object itself.
class WorkerGlobalScope extends EventTarget {
  constructor(token = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    super();
  }
}
expose("WorkerGlobalScope", WorkerGlobalScope);
// A start-up snapshot does not keep the global object's prototype: it is set when the host is bound.
arrPush(lateCaptures, () => {
  ObjectSetPrototypeOf(global, WorkerGlobalScope.prototype);
});
for (const name of ["crypto", "performance"]) {
  ObjectDefineProperty(WorkerGlobalScope.prototype, name, ObjectGetOwnPropertyDescriptor(global, name));
  delete global[name];
}
