// Asynchronous iteration of readable streams, and streams from iterables.
const streamIteratorPrototype = ObjectCreate(AsyncIteratorPrototype);
const streamIterators = new WeakMap();
function streamIterator(reader, preventCancel) {
  const iterator = ObjectCreate(streamIteratorPrototype);
  weakSet(streamIterators, iterator, { reader, preventCancel, ongoing: null, finished: false });
  return iterator;
}
const iteratorMethods = {
  next() {
    const state = isObject(this) ? weakGet(streamIterators, this) : undefined;
    if (state === undefined) return promiseReject(new TypeError("next called on an object that is not a stream iterator"));
    const step = () => nextOf(state);
    state.ongoing = state.ongoing === null ? step() : promiseThen(state.ongoing, step, step);
    return state.ongoing;
  },
  return(value = undefined) {
    const state = isObject(this) ? weakGet(streamIterators, this) : undefined;
    if (state === undefined) return promiseReject(new TypeError("return called on an object that is not a stream iterator"));
    const step = () => returnOf(state, value);
    state.ongoing = state.ongoing === null ? step() : promiseThen(state.ongoing, step, step);
    return promiseThen(state.ongoing, () => ({ value, done: true }));
  },
};
ObjectDefineProperty(iteratorMethods.return, "length", { __proto__: null, value: 1, configurable: true });
ObjectDefineProperty(streamIteratorPrototype, "next",
  { __proto__: null, value: iteratorMethods.next, writable: true, enumerable: true, configurable: true });
ObjectDefineProperty(streamIteratorPrototype, "return",
  { __proto__: null, value: iteratorMethods.return, writable: true, enumerable: true, configurable: true });

function nextOf(state) {
  if (state.finished) return promiseResolve({ value: undefined, done: true });
  const reader = state.reader;
  const deferred = promiseDeferred();
  readerRead(reader, {
    chunk(value) { deferred.resolve({ __proto__: null, value, done: false }); },
    close() {
      readerRelease(reader);
      deferred.resolve({ __proto__: null, value: undefined, done: true });
    },
    error(reason) {
      readerRelease(reader);
      deferred.reject(reason);
    },
  });
  return promiseThen(deferred.promise, (step) => {
    state.ongoing = null;
    if (step.done) state.finished = true;
    return { value: step.value, done: step.done };
  }, (reason) => {
    state.ongoing = null;
    state.finished = true;
    throw reason;
  });
}
function returnOf(state, value) {
  if (state.finished) return promiseResolve({ value, done: true });
  state.finished = true;
  const reader = state.reader;
  if (reader.stream === null) return resolvedPromise();
  if (!state.preventCancel) {
    const result = readerCancel(reader, value);
    readerRelease(reader);
    return result;
  }
  readerRelease(reader);
  return resolvedPromise();
}

/** ReadableStream.from. */
function readableFrom(iterable) {
  const where = "Failed to execute 'from' on 'ReadableStream'";
  if (iterable === undefined || iterable === null) throw new TypeError(`${where}: the value is not iterable`);
  let method = iterable[SymbolAsyncIterator];
  const asynchronous = method !== undefined && method !== null;
  if (!asynchronous) method = iterable[SymbolIterator];
  if (typeof method !== "function") throw new TypeError(`${where}: the value is not iterable`);
  const iterator = ReflectApply(method, iterable, []);
  if (!isObject(iterator)) throw new TypeError(`${where}: the iterator is not an object`);
  const next = iterator.next;
  let stream;
  const pull = () => {
    let result;
    try {
      result = ReflectApply(next, iterator, []);
      if (!asynchronous) {
        if (!isObject(result)) throw new TypeError("The iterator result is not an object");
        return takeSync(stream, result);
      }
    } catch (error) {
      return promiseReject(error);
    }
    return promiseThen(promiseResolve(result), (step) => {
      if (!isObject(step)) throw new TypeError("The iterator result is not an object");
      if (step.done) stream.controller.close();
      else stream.controller.enqueue(step.value);
    });
  };
  const cancel = (reason) => {
    let result;
    try {
      const finish = iterator.return;
      if (finish === undefined || finish === null) return resolvedPromise();
      if (typeof finish !== "function") throw new TypeError("return is not a function");
      result = ReflectApply(finish, iterator, [reason]);
      if (!asynchronous) {
        if (!isObject(result)) throw new TypeError("The iterator result is not an object");
        const value = result.value;
        void result.done;
        return promiseThen(promiseResolve(value), () => undefined);
      }
    } catch (error) {
      return promiseReject(error);
    }
    return promiseThen(promiseResolve(result), (step) => {
      if (!isObject(step)) throw new TypeError("The iterator result is not an object");
    });
  };
  stream = newReadable(pull, cancel, 0, null, null);
  return stream;
}
/** A step of a synchronous iterator, whose values are awaited as for await does. */
function takeSync(stream, result) {
  if (result.done) {
    return promiseThen(promiseResolve(result.value), () => stream.controller.close());
  }
  return promiseThen(promiseResolve(result.value), (value) => stream.controller.enqueue(value));
}
