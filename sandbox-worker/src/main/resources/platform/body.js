// Bodies (https://fetch.spec.whatwg.org/#bodies). A body is a source (text or bytes), bytes arriving from the host, or a stream.
class HostBody {
  /** Bytes that arrive from the host; consumed(count) gives the sender credit, canceled() says nobody wants more. */
  constructor(consumed, canceled) {
    this.chunks = null;
    this.ended = false;
    this.error = null;
    this.consumer = null;
    this.consumed = consumed;
    this.canceled = canceled;
  }
  push(bytes) {
    if (this.consumer !== null) this.consumer.chunk(bytes);
    else fifoPush(this.chunks ??= new Fifo(), bytes);
  }
  end() {
    if (this.ended || this.error !== null) return;
    this.ended = true;
    if (this.consumer !== null) this.consumer.end();
  }
  fail(error) {
    if (this.ended || this.error !== null) return;
    this.error = error;
    this.chunks = null;
    if (this.consumer !== null) this.consumer.fail(error);
  }
  /** Hands everything to a consumer {chunk, end, fail} from now on. */
  attach(consumer) {
    this.consumer = consumer;
    while (this.chunks !== null && fifoLength(this.chunks) > 0) consumer.chunk(fifoShift(this.chunks));
    if (this.error !== null) consumer.fail(this.error);
    else if (this.ended) consumer.end();
  }
}

class Body {
  constructor(source, hostBody, stream, length) {
    this.source = source;
    this.host = hostBody;
    this.stream = stream;
    this.length = length;
    this.used = false;
  }
}
const bodyUnusable = (body) => body.used || (body.stream !== null && (body.stream.disturbed || body.stream.reader !== null));
const bodyUsed = (body) => body.used || (body.stream !== null && body.stream.disturbed);
const unusableError = () => new TypeError("Body is unusable: Body has already been read");

/** {body, type} of a BodyInit. */
function extractBody(init) {
  if (typeof init === "string") return { body: textBody(init), type: "text/plain;charset=UTF-8" };
  if (isObject(init)) {
    if (isReadable(init)) {
      const stream = readableOf(init);
      if (stream.disturbed || stream.reader !== null) throw new TypeError("The body stream is locked or disturbed");
      return { body: new Body(null, null, stream, -1), type: null };
    }
    if (isBufferSource(init)) return { body: bytesBody(copyOf(init)), type: null };
    const blob = blobState(init);
    if (blob !== undefined) return { body: bytesBody(blob.bytes), type: blob.type === "" ? null : blob.type };
    const params = paramsList(init);
    if (params !== undefined) {
      return { body: textBody(serializeForm(params)), type: "application/x-www-form-urlencoded;charset=UTF-8" };
    }
    const form = formEntries(init);
    if (form !== undefined) return encodeMultipart(form);
  }
  return { body: textBody(toStr(init)), type: "text/plain;charset=UTF-8" };
}
const textBody = (text) => new Body(strWellFormed(text), null, null, -1);
const bytesBody = (bytes) => new Body(bytes, null, null, typedLength(bytes));
const sourceBytes = (source) => (typeof source === "string" ? encodeUtf8(source) : source);

/** The stream of a body, made when somebody asks for it. */
function bodyStream(body) {
  if (body.stream !== null) return body.stream;
  if (body.used) {
    body.stream = newReadableBytes(pullNothing, null);
    body.stream.disturbed = true;
    body.stream.controller.close();
    acquireReader(body.stream, false);
  } else if (body.host !== null) {
    body.stream = hostStream(body.host);
  } else {
    const bytes = sourceBytes(body.source);
    const stream = newReadableBytes(() => {
      if (typedLength(bytes) > 0) stream.controller.enqueue(typedSlice(bytes));
      closeBytes(stream);
    }, null);
    body.stream = stream;
  }
  return body.stream;
}
function closeBytes(stream) {
  stream.controller.close();
  if (stream.state === "closed" && stream.controller.pending.length > 0) stream.controller.respond(0);
}
function hostStream(hostBody) {
  const waiting = new Fifo();
  let wanted = false, ended = false;
  const deliver = () => {
    if (fifoLength(waiting) > 0) {
      const chunk = fifoShift(waiting);
      const size = typedLength(chunk);
      wanted = false;
      stream.controller.enqueue(chunk);
      hostBody.consumed(size);
      if (ended && fifoLength(waiting) === 0) closeBytes(stream);
    } else if (ended) {
      closeBytes(stream);
    }
  };
  const stream = newReadableBytes(() => {
    wanted = true;
    deliver();
  }, (reason) => {
    hostBody.canceled(reason);
    return resolvedPromise();
  });
  hostBody.attach({
    chunk(bytes) {
      if (typedLength(bytes) === 0) return;
      fifoPush(waiting, bytes);
      if (wanted) deliver();
    },
    end() {
      ended = true;
      if (stream.state === "readable" && fifoLength(waiting) === 0) closeBytes(stream);
    },
    fail(error) { stream.controller.fail(error); },
  });
  return stream;
}

/** Reads all of a body; done gets text or bytes, failed an error. */
function readAll(body, done, failed) {
  body.used = true;
  if (body.stream !== null) return readStream(body.stream, done, failed);
  if (body.host === null) return done(body.source);
  const chunks = [];
  let total = 0;
  const hostBody = body.host;
  hostBody.attach({
    chunk(bytes) {
      arrPush(chunks, bytes);
      total += typedLength(bytes);
      hostBody.consumed(typedLength(bytes));
    },
    end() { done(chunks.length === 1 ? chunks[0] : concatBytes(chunks, total)); },
    fail: failed,
  });
}
function readStream(stream, done, failed) {
  const chunks = [];
  let total = 0;
  const reader = acquireReader(stream, false);
  const request = {
    chunk(chunk) {
      if (!isTyped(chunk) || typedTag(chunk) !== "Uint8Array") {
        const error = new TypeError("The body stream holds something else than Uint8Arrays");
        handled(readerCancel(reader, error));
        return failed(error);
      }
      arrPush(chunks, chunk);
      total += typedLength(chunk);
      next();
    },
    close() { done(chunks.length === 1 ? chunks[0] : concatBytes(chunks, total)); },
    error: failed,
  };
  let depth = 0, more = false;
  const next = () => {
    if (depth > 0) {
      more = true;
      return;
    }
    depth++;
    do {
      more = false;
      readerRead(reader, request);
    } while (more);
    depth--;
  };
  next();
}

const asText = (source) => {
  if (typeof source !== "string") return decodeUtf8(source);
  return source.length > 0 && strAt(source, 0) === 0xfeff ? strSlice(source, 1) : source;
};
const asJson = (source) => jsonParse(asText(source));
const asBytes = (source) => (typeof source === "string" ? encodeUtf8(source) : typedSlice(source));
const asBuffer = (source) => typedBuffer(asBytes(source));

/** A promise for a body's content; body is null when there is none. */
function consumeBody(body, convert) {
  if (body === null) {
    try {
      return promiseResolve(convert(EMPTY_BYTES));
    } catch (error) {
      return promiseReject(error);
    }
  }
  if (bodyUnusable(body)) return promiseReject(unusableError());
  const deferred = promiseDeferred();
  readAll(body, (source) => {
    try {
      deferred.resolve(convert(source));
    } catch (error) {
      deferred.reject(error);
    }
  }, deferred.reject);
  return deferred.promise;
}

/** A second body with the same content; a stream is teed. */
function cloneBody(body) {
  if (body.host === null && body.stream === null) {
    return new Body(body.source, null, null, body.length);
  }
  const branches = readableTee(bodyStream(body), true);
  body.stream = branches.first;
  body.host = null;
  return new Body(body.source, null, branches.second, body.length);
}
const mimeTypeOf = (headers) => {
  const type = headerGet(headers, "content-type");
  return type === null ? "" : type;
};
