// Piping a readable stream into a writable one (https://streams.spec.whatwg.org/#readable-stream-pipe-to).
/** Returns a promise for the end; settings are {preventClose, preventAbort, preventCancel, signal}. */
function pipe(source, destination, settings) {
  const p = {
    source, destination, settings, reader: acquireReader(source, false), writer: new WriterState(destination),
    shuttingDown: false, done: promiseDeferred(), lastWrite: resolvedPromise(), abortAlgorithm: null, pumping: false,
  };
  source.disturbed = true;
  const signal = settings.signal;
  if (signal !== null) {
    p.abortAlgorithm = () => pipeAborted(p, signalReason(signal));
    if (signalAborted(signal)) {
      p.abortAlgorithm();
      return p.done.promise;
    }
    addAbortAlgorithm(signal, p.abortAlgorithm);
  }
  watch(source.state === "errored", p.reader.closed.promise, () => source.error, (error) => {
    if (settings.preventAbort) shutDown(p, null, true, error);
    else shutDown(p, () => writableAbort(destination, error), true, error);
  });
  watch(destination.state === "errored", p.writer.closed.promise, () => destination.error, (error) => {
    if (settings.preventCancel) shutDown(p, null, true, error);
    else shutDown(p, () => readableCancel(source, error), true, error);
  });
  if (source.state === "closed") sourceClosed(p);
  else then(p.reader.closed.promise, () => sourceClosed(p), noop);
  if (closeQueued(destination) || destination.state === "closed") {
    const error = new TypeError("The destination stream closed before all data could be written");
    if (settings.preventCancel) shutDown(p, null, true, error);
    else shutDown(p, () => readableCancel(source, error), true, error);
  }
  pump(p);
  return p.done.promise;
}
function watch(already, promise, errorNow, action) {
  if (already) action(errorNow());
  else then(promise, noop, action);
}
function sourceClosed(p) {
  if (p.settings.preventClose) shutDown(p, null, false, undefined);
  else shutDown(p, () => writerCloseWithErrorPropagation(p.writer), false, undefined);
}
function pipeAborted(p, error) {
  const actions = [];
  if (!p.settings.preventAbort) {
    arrPush(actions, () => (p.destination.state === "writable" ? writableAbort(p.destination, error) : resolvedPromise()));
  }
  if (!p.settings.preventCancel) {
    arrPush(actions, () => (p.source.state === "readable" ? readableCancel(p.source, error) : resolvedPromise()));
  }
  shutDown(p, () => allOf(actions), true, error);
}
/** Runs every action at once; fulfilled when all are, rejected with the first rejection. */
function allOf(actions) {
  if (actions.length === 0) return resolvedPromise();
  const deferred = promiseDeferred();
  let left = actions.length;
  for (let i = 0; i < actions.length; i++) {
    then(actions[i](), () => {
      if (--left === 0) deferred.resolve(undefined);
    }, deferred.reject);
  }
  return deferred.promise;
}

function pump(p) {
  if (p.shuttingDown) return;
  const desired = writerDesiredSize(p.writer);
  if (desired === null || desired <= 0) {
    if (desired !== null) then(p.writer.ready.promise, () => pump(p), noop);
    return;
  }
  readerRead(p.reader, {
    chunk(chunk) {
      then(resolvedPromise(), () => {
        p.lastWrite = handled(writerWrite(p.writer, chunk));
        pump(p);
      });
    },
    close: noop,
    error: noop,
  });
}

function shutDown(p, action, isError, error) {
  if (p.shuttingDown) return;
  p.shuttingDown = true;
  const act = () => {
    if (action === null) return finishPipe(p, isError, error);
    then(action(), () => finishPipe(p, isError, error), (other) => finishPipe(p, true, other));
  };
  if (p.destination.state === "writable" && !closeQueued(p.destination)) waitForWrites(p, act);
  else act();
}
function waitForWrites(p, next) {
  const last = p.lastWrite;
  const settled = () => {
    if (p.lastWrite !== last) waitForWrites(p, next);
    else next();
  };
  then(last, settled, settled);
}
function finishPipe(p, isError, error) {
  writerRelease(p.writer);
  readerRelease(p.reader);
  if (p.settings.signal !== null) removeAbortAlgorithm(p.settings.signal, p.abortAlgorithm);
  if (isError) p.done.reject(error);
  else p.done.resolve(undefined);
}
