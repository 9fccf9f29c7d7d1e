// node:diagnostics_channel
"use strict";

const { checkFunction } = require("./internal/errors");
const channels = new Map();

class Channel {
  #subscribers = [];
  #stores = new Map();
  constructor(name) {
    this.name = name;
  }
  get hasSubscribers() { return this.#subscribers.length > 0 || this.#stores.size > 0; }
  subscribe(subscriber) {
    checkFunction(subscriber, "subscription");
    this.#subscribers = [...this.#subscribers, subscriber];
  }
  unsubscribe(subscriber) {
    const at = this.#subscribers.indexOf(subscriber);
    if (at >= 0) this.#subscribers = this.#subscribers.toSpliced(at, 1);
    return at >= 0;
  }
  bindStore(store, transform) { this.#stores.set(store, transform); }
  unbindStore(store) { return this.#stores.delete(store); }
  publish(message) {
    for (const subscriber of this.#subscribers) {
      try {
        subscriber(message, this.name);
      } catch (error) {
        reportError(error);
      }
    }
  }
  runStores(message, run, receiver, ...args) {
    let call = () => {
      this.publish(message);
      return Reflect.apply(run, receiver, args);
    };
    for (const [store, transform] of this.#stores) {
      const inner = call;
      call = () => store.run(transform === undefined ? message : transform(message), inner);
    }
    return call();
  }
}
function channel(name) {
  let found = channels.get(name);
  if (found === undefined) {
    found = new Channel(name);
    channels.set(name, found);
  }
  return found;
}

const PHASES = ["start", "end", "asyncStart", "asyncEnd", "error"];
class TracingChannel {
  constructor(given) {
    for (const phase of PHASES) this[phase] = typeof given === "string" ? channel(`tracing:${given}:${phase}`) : given[phase];
  }
  get hasSubscribers() { return PHASES.some((phase) => this[phase].hasSubscribers); }
  subscribe(handlers) {
    for (const phase of PHASES) if (handlers[phase] !== undefined) this[phase].subscribe(handlers[phase]);
  }
  unsubscribe(handlers) {
    return PHASES.map((phase) => handlers[phase] === undefined || this[phase].unsubscribe(handlers[phase])).every(Boolean);
  }
  traceSync(run, context = {}, receiver, ...args) {
    return this.start.runStores(context, () => {
      try {
        context.result = Reflect.apply(run, receiver, args);
        return context.result;
      } catch (error) {
        context.error = error;
        this.error.publish(context);
        throw error;
      } finally {
        this.end.publish(context);
      }
    });
  }
  tracePromise(run, context = {}, receiver, ...args) {
    const settle = (failed) => (value) => {
      context[failed ? "error" : "result"] = value;
      if (failed) this.error.publish(context);
      this.asyncStart.publish(context);
      this.asyncEnd.publish(context);
      if (failed) throw value;
      return value;
    };
    return this.start.runStores(context, () => {
      try {
        return Promise.resolve(Reflect.apply(run, receiver, args)).then(settle(false), settle(true));
      } catch (error) {
        context.error = error;
        this.error.publish(context);
        throw error;
      } finally {
        this.end.publish(context);
      }
    });
  }
}

module.exports = {
  Channel,
  channel,
  hasSubscribers: (name) => channels.get(name)?.hasSubscribers ?? false,
  subscribe: (name, subscriber) => channel(name).subscribe(subscriber),
  unsubscribe: (name, subscriber) => channel(name).unsubscribe(subscriber),
  tracingChannel: (given) => new TracingChannel(given),
};
