// Blob and File (https://w3c.github.io/FileAPI/): contents are bytes in memory.
let blobState;
let newBlob;
function lineEndings(text) {
  return strReplaceAll(strReplaceAll(strReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n", "\n");
}
function blobBytes(parts, endings) {
  const chunks = [];
  let total = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    let bytes;
    const blob = blobState(part);
    if (blob !== undefined) bytes = blob.bytes;
    else if (isBufferSource(part)) bytes = copyOf(part);
    else bytes = encodeUtf8(endings === "native" ? lineEndings(toUSV(part)) : toUSV(part));
    arrPush(chunks, bytes);
    total += typedLength(bytes);
  }
  return chunks.length === 1 ? chunks[0] : concatBytes(chunks, total);
}
function blobType(value) {
  const text = toStr(value);
  for (let i = 0; i < text.length; i++) {
    const c = strAt(text, i);
    if (c < 32 || c > 126) return "";
  }
  return strLower(text);
}
/** Parts of a Blob; they are converted to text, bytes or Blobs while the sequence is read. */
function blobParts(value, where) {
  if (!isObject(value)) throw new TypeError(`${where}: The provided value cannot be converted to a sequence.`);
  const method = value[SymbolIterator];
  if (typeof method !== "function") throw new TypeError(`${where}: The object must have a callable @@iterator property.`);
  const iterator = ReflectApply(method, value, []);
  if (!isObject(iterator)) throw new TypeError(`${where}: The iterator is not an object.`);
  const next = iterator.next;
  const list = [];
  for (;;) {
    const step = ReflectApply(next, iterator, []);
    if (!isObject(step)) throw new TypeError(`${where}: Iterator result is not an object`);
    if (step.done) return list;
    const part = step.value;
    arrPush(list, blobState(part) === undefined && !isBufferSource(part) ? toUSV(part) : part);
  }
}
function blobOptions(options, where) {
  const init = toDictionary(options, where);
  let endings = "transparent", type = "";
  if (init !== null) {
    if (init.endings !== undefined) endings = toEnum(init.endings, ["transparent", "native"], where);
    if (init.type !== undefined) type = blobType(init.type);
  }
  return { endings, type };
}
class Blob {
  #b;
  constructor(blobPartsGiven = undefined, options = {}) {
    if (blobPartsGiven === INTERNAL) {
      this.#b = options;
      return;
    }
    const where = "Failed to construct 'Blob'";
    const parts = blobPartsGiven === undefined ? [] : blobParts(blobPartsGiven, where);
    const init = blobOptions(options, where);
    this.#b = { bytes: blobBytes(parts, init.endings), type: init.type };
  }
  get size() { return typedLength(this.#b.bytes); }
  get type() { return this.#b.type; }
  slice(start = undefined, end = undefined, contentType = undefined) {
    const b = this.#b;
    const size = typedLength(b.bytes);
    const from = relativeIndex(start, 0, size);
    const to = relativeIndex(end, size, size);
    const type = contentType === undefined ? "" : blobType(contentType);
    return newBlob({ bytes: typedSlice(b.bytes, from, MathMax(from, to)), type });
  }
  stream() { return publicReadable(bodyStream(bytesBody(this.#b.bytes))); }
  text() {
    try {
      return promiseResolve(decodeUtf8(this.#b.bytes));
    } catch (error) {
      return promiseReject(error);
    }
  }
  arrayBuffer() {
    try {
      return promiseResolve(typedBuffer(typedSlice(this.#b.bytes)));
    } catch (error) {
      return promiseReject(error);
    }
  }
  bytes() {
    try {
      return promiseResolve(typedSlice(this.#b.bytes));
    } catch (error) {
      return promiseReject(error);
    }
  }
  static {
    blobState = (value) => (isObject(value) && #b in value ? value.#b : undefined);
    newBlob = (state) => new Blob(INTERNAL, state);
  }
}
function relativeIndex(value, fallback, size) {
  if (value === undefined) return fallback;
  const index = clampLongLong(value);
  return index < 0 ? MathMax(size + index, 0) : MathMin(index, size);
}
expose("Blob", Blob);

let fileState;
class File extends Blob {
  #f;
  constructor(fileBits, fileName, options = {}) {
    const where = "Failed to construct 'File'";
    if (fileBits === INTERNAL) {
      super(INTERNAL, fileName.blob);
      this.#f = fileName;
      return;
    }
    need(2, arguments.length, where);
    const parts = blobParts(fileBits, where);
    const name = toUSV(fileName);
    const init = blobOptions(options, where);
    const modified = options?.lastModified;
    super(INTERNAL, { bytes: blobBytes(parts, init.endings), type: init.type });
    this.#f = { name, lastModified: modified === undefined ? MathFloor(nowMillis()) : toLongLong(modified) };
  }
  get name() { return this.#f.name; }
  get lastModified() { return this.#f.lastModified; }
  get webkitRelativePath() {
    this.#f;
    return "";
  }
  static {
    fileState = (value) => (isObject(value) && #f in value ? value.#f : undefined);
  }
}
const toLongLong = (value) => {
  const number = MathTrunc(+value);
  return NumberIsFinite(number) ? number + 0 : 0;
};
expose("File", File);
const newFile = (blob, name, lastModified) => new File(INTERNAL, { blob, name, lastModified });
const asBlob = (source, headers) => newBlob({ bytes: asBytes(source), type: blobType(mimeTypeOf(headers)) });
