// FileReader (https://w3c.github.io/FileAPI/#APIASynch), and progress events.
class ProgressEvent extends Event {
  #i;
  constructor(type, eventInitDict = {}) {
    need(1, arguments.length, "Failed to construct 'ProgressEvent'");
    super(type, eventInitDict);
    const init = eventInitDict ?? {};
    this.#i = { computable: !!init.lengthComputable, loaded: toUnsignedLongLong(init.loaded ?? 0), total: toUnsignedLongLong(init.total ?? 0) };
  }
  get lengthComputable() { return this.#i.computable; }
  get loaded() { return this.#i.loaded; }
  get total() { return this.#i.total; }
}
expose("ProgressEvent", ProgressEvent);

const FILE_READER_EVENTS = ["loadstart", "progress", "load", "abort", "error", "loadend"];
let readerState;
class FileReader extends EventTarget {
  #r = { state: 0, result: null, error: null, turn: 0 };
  get readyState() { return this.#r.state; }
  get result() { return this.#r.result; }
  get error() { return this.#r.error; }
  readAsArrayBuffer(blob) {
    readFile(this, this.#r, blob, arguments.length, "readAsArrayBuffer", (b) => typedBuffer(typedSlice(b.bytes)));
  }
  readAsBinaryString(blob) {
    readFile(this, this.#r, blob, arguments.length, "readAsBinaryString", (b) => latin1Text(b.bytes));
  }
  readAsText(blob, encoding = undefined) {
    const r = this.#r;
    const label = encoding === undefined ? undefined : toStr(encoding);
    readFile(this, r, blob, arguments.length, "readAsText", (b) => decodeFile(b, label));
  }
  readAsDataURL(blob) {
    readFile(this, this.#r, blob, arguments.length, "readAsDataURL",
      (b) => `data:${b.type || "application/octet-stream"};base64,${base64Encode(b.bytes)}`);
  }
  abort() {
    const r = this.#r;
    if (r.state !== 1) {
      r.result = null;
      return;
    }
    r.state = 2;
    r.result = null;
    const turn = ++r.turn;
    fireProgress(this, "abort", 0, 0);
    if (r.turn === turn) fireProgress(this, "loadend", 0, 0);
  }
  static {
    readerState = (reader) => reader.#r;
  }
}
for (let i = 0; i < FILE_READER_EVENTS.length; i++) {
  const type = FILE_READER_EVENTS[i];
  const name = `on${type}`;
  const accessor = ObjectGetOwnPropertyDescriptor({
    get [name]() {
      readerState(this);
      return getHandler(this, type);
    },
    set [name](value) {
      readerState(this);
      setHandler(this, type, value);
    },
  }, name);
  ObjectDefineProperty(FileReader.prototype, name, accessor);
}
constants(FileReader, { EMPTY: 0, LOADING: 1, DONE: 2 });
expose("FileReader", FileReader);

function fireProgress(reader, type, loaded, total) {
  dispatchTo(reader, newTrustedEvent(ProgressEvent, type, { __proto__: null, lengthComputable: type !== "abort" && total >= 0, loaded, total }));
}
function readFile(reader, r, blob, given, method, convert) {
  const where = `Failed to execute '${method}' on 'FileReader'`;
  need(1, given, where);
  const state = blobState(blob);
  if (state === undefined) throw new TypeError(`${where}: parameter 1 is not of type 'Blob'.`);
  if (r.state === 1) throw new DOMException(`${where}: The object is already busy reading Blobs.`, "InvalidStateError");
  r.state = 1;
  r.result = null;
  r.error = null;
  const turn = ++r.turn;
  const size = typedLength(state.bytes);
  const step = (work) => startTimer(() => {
    if (r.turn === turn) work();
  }, 0, 0, null);
  step(() => {
    fireProgress(reader, "loadstart", 0, size);
    if (r.turn !== turn) return;
    step(() => {
      if (size > 0) fireProgress(reader, "progress", size, size);
      if (r.turn !== turn) return;
      step(() => {
        r.state = 2;
        try {
          r.result = convert(state);
        } catch (error) {
          r.error = error;
        }
        fireProgress(reader, r.error === null ? "load" : "error", size, size);
        step(() => fireProgress(reader, "loadend", size, size));
      });
    });
  });
}
function decodeFile(blob, label) {
  let name = label === undefined ? null : encodingOf(label);
  if (name === null) {
    const charset = parameterOf(blob.type, "charset");
    if (charset !== null) name = encodingOf(charset);
  }
  const b = blob.bytes;
  if (typedLength(b) >= 2 && b[0] === 0xfe && b[1] === 0xff) name = "UTF-16BE";
  else if (typedLength(b) >= 2 && b[0] === 0xff && b[1] === 0xfe) name = "UTF-16LE";
  else if (typedLength(b) >= 3 && b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) name = "UTF-8";
  return decodeWith(newDecoder(name ?? "UTF-8", false, false), b, false);
}

class FileReaderSync {
  #brand = null;
  readAsArrayBuffer(blob) {
    return readSync((this.#brand, blob), arguments.length, "readAsArrayBuffer", (b) => typedBuffer(typedSlice(b.bytes)));
  }
  readAsBinaryString(blob) {
    return readSync((this.#brand, blob), arguments.length, "readAsBinaryString", (b) => latin1Text(b.bytes));
  }
  readAsText(blob, encoding = undefined) {
    const label = encoding === undefined ? undefined : toStr(encoding);
    return readSync((this.#brand, blob), arguments.length, "readAsText", (b) => decodeFile(b, label));
  }
  readAsDataURL(blob) {
    return readSync((this.#brand, blob), arguments.length, "readAsDataURL",
      (b) => `data:${b.type || "application/octet-stream"};base64,${base64Encode(b.bytes)}`);
  }
}
expose("FileReaderSync", FileReaderSync);
function readSync(blob, given, method, convert) {
  const where = `Failed to execute '${method}' on 'FileReaderSync'`;
  need(1, given, where);
  const state = blobState(blob);
  if (state === undefined) throw new TypeError(`${where}: parameter 1 is not of type 'Blob'.`);
  return convert(state);
}
/** Exists for type checks only: there are no form controls here. */
class FileList {
  #brand;
  constructor(token = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#brand = true;
  }
  item(index) {
    this.#brand;
    need(1, arguments.length, "Failed to execute 'item' on 'FileList'");
    toUint32(index);
    return null;
  }
  get length() {
    this.#brand;
    return 0;
  }
}
expose("FileList", FileList);
