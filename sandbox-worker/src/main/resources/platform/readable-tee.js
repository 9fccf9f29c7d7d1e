// Teeing (https://streams.spec.whatwg.org/#rs-abstract-ops): two branches of one stream.
/** The branches of a stream; cloneChunks copies chunks for the second, as bodies need. */
function readableTee(stream, cloneChunks) {
  return stream.controller.bytes ? teeBytes(stream) : teeDefault(stream, cloneChunks);
}

function teeDefault(stream, cloneChunks) {
  const reader = acquireReader(stream, false);
  let reading = false, readAgain = false, canceled1 = false, canceled2 = false, reason1, reason2;
  let first, second;
  const canceled = promiseDeferred();
  const pull = () => {
    if (reading) {
      readAgain = true;
      return resolvedPromise();
    }
    reading = true;
    readerRead(reader, {
      chunk(chunk) {
        then(resolvedPromise(), () => {
          readAgain = false;
          let other = chunk;
          if (!canceled2 && cloneChunks) {
            try {
              other = structuredCloneValue(chunk, []);
            } catch (error) {
              first.controller.fail(error);
              second.controller.fail(error);
              canceled.resolve(readableCancel(stream, error));
              return;
            }
          }
          if (!canceled1) first.controller.enqueue(chunk);
          if (!canceled2) second.controller.enqueue(other);
          reading = false;
          if (readAgain) pull();
        });
      },
      close() {
        reading = false;
        if (!canceled1) first.controller.close();
        if (!canceled2) second.controller.close();
        if (!canceled1 || !canceled2) canceled.resolve(undefined);
      },
      error() {
        reading = false;
      },
    });
    return resolvedPromise();
  };
  const bothCanceled = () => canceled.resolve(readableCancel(stream, [reason1, reason2]));
  first = newReadable(pull, (reason) => {
    canceled1 = true;
    reason1 = reason;
    if (canceled2) bothCanceled();
    return canceled.promise;
  }, 1, null, null);
  second = newReadable(pull, (reason) => {
    canceled2 = true;
    reason2 = reason;
    if (canceled1) bothCanceled();
    return canceled.promise;
  }, 1, null, null);
  then(reader.closed.promise, noop, (error) => {
    first.controller.fail(error);
    second.controller.fail(error);
    if (!canceled1 || !canceled2) canceled.resolve(undefined);
  });
  return { first, second };
}

function teeBytes(stream) {
  const t = {
    stream, reader: acquireReader(stream, false), reading: false, again1: false, again2: false,
    canceled1: false, canceled2: false, reason1: undefined, reason2: undefined, canceled: promiseDeferred(),
    first: null, second: null,
  };
  t.first = newTeeBranch(() => teePull(t, true), (reason) => {
    t.canceled1 = true;
    t.reason1 = reason;
    if (t.canceled2) t.canceled.resolve(readableCancel(stream, [t.reason1, t.reason2]));
    return t.canceled.promise;
  });
  t.second = newTeeBranch(() => teePull(t, false), (reason) => {
    t.canceled2 = true;
    t.reason2 = reason;
    if (t.canceled1) t.canceled.resolve(readableCancel(stream, [t.reason1, t.reason2]));
    return t.canceled.promise;
  });
  forwardTeeError(t, t.reader);
  return t;
}
function newTeeBranch(pull, cancel) {
  const stream = new ReadableState();
  const controller = new ByteController(stream, pull, cancel, 0, undefined, false);
  startController(controller, stream, undefined);
  return stream;
}
function forwardTeeError(t, reader) {
  then(reader.closed.promise, noop, (error) => {
    if (reader !== t.reader) return;
    t.first.controller.fail(error);
    t.second.controller.fail(error);
    if (!t.canceled1 || !t.canceled2) t.canceled.resolve(undefined);
  });
}
function teePull(t, isFirst) {
  if (t.reading) {
    if (isFirst) t.again1 = true;
    else t.again2 = true;
    return resolvedPromise();
  }
  t.reading = true;
  const request = (isFirst ? t.first : t.second).controller.byobRequest();
  if (request === null) teeReadDefault(t);
  else teeReadInto(t, request.view, !isFirst);
  return resolvedPromise();
}
function switchTeeReader(t, byob) {
  if (t.reader.byob === byob) return;
  readerRelease(t.reader);
  t.reader = acquireReader(t.stream, byob);
  forwardTeeError(t, t.reader);
}
function teeAgain(t) {
  t.reading = false;
  if (t.again1) teePull(t, true);
  else if (t.again2) teePull(t, false);
}
function teeCloneFailed(t, error) {
  t.first.controller.fail(error);
  t.second.controller.fail(error);
  t.canceled.resolve(readableCancel(t.stream, error));
}
function teeReadDefault(t) {
  switchTeeReader(t, false);
  readerRead(t.reader, {
    chunk(chunk) {
      then(resolvedPromise(), () => {
        t.again1 = t.again2 = false;
        let other = chunk;
        if (!t.canceled1 && !t.canceled2) {
          try {
            other = copyOf(chunk);
          } catch (error) {
            return teeCloneFailed(t, error);
          }
        }
        if (!t.canceled1) t.first.controller.enqueue(chunk);
        if (!t.canceled2) t.second.controller.enqueue(other);
        teeAgain(t);
      });
    },
    close() {
      t.reading = false;
      if (!t.canceled1) t.first.controller.close();
      if (!t.canceled2) t.second.controller.close();
      if (t.first.controller.pending.length > 0) t.first.controller.respond(0);
      if (t.second.controller.pending.length > 0) t.second.controller.respond(0);
      if (!t.canceled1 || !t.canceled2) t.canceled.resolve(undefined);
    },
    error() {
      t.reading = false;
    },
  });
}
function teeReadInto(t, view, forSecond) {
  switchTeeReader(t, true);
  const byob = forSecond ? t.second : t.first;
  const other = forSecond ? t.first : t.second;
  const byobCanceled = () => (forSecond ? t.canceled2 : t.canceled1);
  const otherCanceled = () => (forSecond ? t.canceled1 : t.canceled2);
  const request = {
    chunk(chunk) {
      then(resolvedPromise(), () => {
        t.again1 = t.again2 = false;
        if (!otherCanceled()) {
          let clone;
          try {
            clone = copyOf(chunk);
          } catch (error) {
            return teeCloneFailed(t, error);
          }
          if (!byobCanceled()) byob.controller.respondWithNewView(chunk);
          other.controller.enqueue(clone);
        } else if (!byobCanceled()) {
          byob.controller.respondWithNewView(chunk);
        }
        teeAgain(t);
      });
    },
    close(chunk) {
      t.reading = false;
      if (!byobCanceled()) byob.controller.close();
      if (!otherCanceled()) other.controller.close();
      if (chunk !== undefined) {
        if (!byobCanceled()) byob.controller.respondWithNewView(chunk);
        if (!otherCanceled() && other.controller.pending.length > 0) other.controller.respond(0);
      }
      if (!byobCanceled() || !otherCanceled()) t.canceled.resolve(undefined);
    },
    error() {
      t.reading = false;
    },
  };
  const stream = t.stream;
  stream.disturbed = true;
  if (stream.state === "errored") request.error(stream.error);
  else stream.controller.pullInto(view, 1, request);
}
