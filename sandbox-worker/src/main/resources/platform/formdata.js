// FormData (https://xhr.spec.whatwg.org/#interface-formdata) and its multipart form.
let formEntries;
let newForm;
class FormData {
  #entries = [];
  constructor(form = undefined, submitter = undefined) {
    if (form !== undefined) {
      throw new TypeError("Failed to construct 'FormData': parameter 1 is not of type 'HTMLFormElement'.");
    }
    void submitter;
  }
  append(name, value, filename = undefined) {
    const entries = this.#entries;
    need(2, arguments.length, "Failed to execute 'append' on 'FormData'");
    arrPush(entries, formEntry(name, value, filename, arguments.length > 2, "append"));
  }
  delete(name) {
    this.#entries;
    need(1, arguments.length, "Failed to execute 'delete' on 'FormData'");
    const key = toUSV(name);
    const kept = [];
    for (let i = 0; i < this.#entries.length; i++) if (this.#entries[i].name !== key) arrPush(kept, this.#entries[i]);
    this.#entries = kept;
  }
  get(name) {
    const entries = this.#entries;
    need(1, arguments.length, "Failed to execute 'get' on 'FormData'");
    const key = toUSV(name);
    for (let i = 0; i < entries.length; i++) if (entries[i].name === key) return entries[i].value;
    return null;
  }
  getAll(name) {
    const entries = this.#entries;
    need(1, arguments.length, "Failed to execute 'getAll' on 'FormData'");
    const key = toUSV(name);
    const all = [];
    for (let i = 0; i < entries.length; i++) if (entries[i].name === key) arrPush(all, entries[i].value);
    return all;
  }
  has(name) {
    const entries = this.#entries;
    need(1, arguments.length, "Failed to execute 'has' on 'FormData'");
    const key = toUSV(name);
    for (let i = 0; i < entries.length; i++) if (entries[i].name === key) return true;
    return false;
  }
  set(name, value, filename = undefined) {
    this.#entries;
    need(2, arguments.length, "Failed to execute 'set' on 'FormData'");
    const entry = formEntry(name, value, filename, arguments.length > 2, "set");
    const kept = [];
    let placed = false;
    for (let i = 0; i < this.#entries.length; i++) {
      const other = this.#entries[i];
      if (other.name !== entry.name) arrPush(kept, other);
      else if (!placed) {
        arrPush(kept, entry);
        placed = true;
      }
    }
    if (!placed) arrPush(kept, entry);
    this.#entries = kept;
  }
  static {
    formEntries = (value) => (isObject(value) && #entries in value ? value.#entries : undefined);
    newForm = (entries) => {
      const form = new FormData();
      form.#entries = entries;
      return form;
    };
  }
}
pairIteration("FormData", FormData, (form, index) => {
  const entries = formEntries(form);
  if (entries === undefined) throw illegalInvocation();
  return index < entries.length ? [entries[index].name, entries[index].value] : undefined;
});
expose("FormData", FormData);

function formEntry(name, value, filename, named, method) {
  const key = toUSV(name);
  const blob = blobState(value);
  if (blob === undefined) {
    if (named && filename !== undefined) {
      throw new TypeError(`Failed to execute '${method}' on 'FormData': parameter 2 is not of type 'Blob'.`);
    }
    return { name: key, value: toUSV(value) };
  }
  const file = fileState(value);
  if (file !== undefined && (!named || filename === undefined)) return { name: key, value };
  const text = named && filename !== undefined ? toUSV(filename) : "blob";
  return { name: key, value: newFile(blob, text, file === undefined ? MathFloor(nowMillis()) : file.lastModified) };
}

const escapeName = (text) => strReplaceAll(strReplaceAll(strReplaceAll(text, "\n", "%0A"), "\r", "%0D"), '"', "%22");
const crlf = (text) => strReplaceAll(lineEndings(text), "\n", "\r\n");
/** {body, type} of the multipart/form-data encoding. */
function encodeMultipart(entries) {
  const boundary = `----formdata-${strReplaceAll(newUuid(), "-", "")}`;
  const chunks = [];
  let total = 0;
  const add = (bytes) => {
    arrPush(chunks, bytes);
    total += typedLength(bytes);
  };
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    let head = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(crlf(entry.name))}"`;
    if (typeof entry.value === "string") {
      add(encodeUtf8(`${head}\r\n\r\n${crlf(entry.value)}\r\n`));
      continue;
    }
    const blob = blobState(entry.value);
    head += `; filename="${escapeName(fileState(entry.value).name)}"\r\nContent-Type: ${blob.type || "application/octet-stream"}\r\n\r\n`;
    add(encodeUtf8(head));
    add(blob.bytes);
    add(encodeUtf8("\r\n"));
  }
  add(encodeUtf8(`--${boundary}--\r\n`));
  return { body: bytesBody(concatBytes(chunks, total)), type: `multipart/form-data; boundary=${boundary}` };
}

/** The FormData of a body with this content type. */
function asForm(source, type) {
  const essence = strLower(trimAscii(strSplit(type, ";")[0]));
  if (essence === "application/x-www-form-urlencoded") {
    const list = parseForm(asText(source));
    const entries = [];
    for (let i = 0; i < list.length; i += 2) arrPush(entries, { name: list[i], value: list[i + 1] });
    return newForm(entries);
  }
  const boundary = essence === "multipart/form-data" ? parameterOf(type, "boundary") : null;
  const entries = boundary === null ? null : parseMultipart(latin1Text(asBytes(source)), boundary);
  if (entries === null) throw new TypeError("Could not parse content as FormData.");
  return newForm(entries);
}
/** A parameter of a MIME type or a header such as Content-Disposition; null without one. */
function parameterOf(text, name) {
  let at = strIndexOf(text, ";");
  while (at >= 0) {
    let p = at + 1;
    while (p < text.length && isHttpSpace(strAt(text, p))) p++;
    const equals = strIndexOf(text, "=", p);
    if (equals < 0) return null;
    const key = strLower(strSlice(text, p, equals));
    let value;
    if (text[equals + 1] === '"') {
      let end = equals + 2;
      while (end < text.length && text[end] !== '"') end++;
      value = strSlice(text, equals + 2, end);
      at = strIndexOf(text, ";", end);
    } else {
      at = strIndexOf(text, ";", equals);
      value = trimAscii(strSlice(text, equals + 1, at < 0 ? text.length : at));
    }
    if (key === name) return value;
  }
  return null;
}
/** Entries of a multipart body given as Latin-1 text, or null when it is malformed. */
function parseMultipart(text, boundary) {
  const delimiter = `--${boundary}`;
  const entries = [];
  let p = strIndexOf(text, delimiter);
  if (p < 0) return null;
  for (;;) {
    p += delimiter.length;
    if (text[p] === "-" && text[p + 1] === "-") return entries;
    while (text[p] === " " || text[p] === "\t") p++;
    if (text[p] !== "\r" || text[p + 1] !== "\n") return null;
    p += 2;
    const headEnd = text[p] === "\r" && text[p + 1] === "\n" ? p : strIndexOf(text, "\r\n\r\n", p);
    if (headEnd < 0) return null;
    const part = partHead(strSlice(text, p, headEnd));
    p = headEnd === p ? p + 2 : headEnd + 4;
    const end = strIndexOf(text, `\r\n${delimiter}`, p);
    if (end < 0 || part === null) return null;
    const bytes = latin1Bytes(strSlice(text, p, end));
    const name = decodeUtf8(latin1Bytes(part.name));
    if (part.filename === null) {
      arrPush(entries, { name, value: decodeUtf8(bytes) });
    } else {
      const blob = { bytes, type: part.type };
      arrPush(entries, { name, value: newFile(blob, decodeUtf8(latin1Bytes(part.filename)), MathFloor(nowMillis())) });
    }
    p = end + 2;
  }
}
function partHead(text) {
  const lines = strSplit(text, "\r\n");
  let name = null, filename = null, type = "text/plain";
  for (let i = 0; i < lines.length; i++) {
    const colon = strIndexOf(lines[i], ":");
    if (colon < 0) continue;
    const key = strLower(strSlice(lines[i], 0, colon));
    const value = trimAscii(strSlice(lines[i], colon + 1));
    if (key === "content-disposition") {
      name = parameterOf(value, "name");
      filename = parameterOf(value, "filename");
    } else if (key === "content-type") {
      type = value;
    }
  }
  if (name === null) return null;
  const plain = (given) => strReplaceAll(strReplaceAll(strReplaceAll(given, "%0A", "\n"), "%0D", "\r"), "%22", '"');
  return { name: plain(name), filename: filename === null ? null : plain(filename), type };
}
