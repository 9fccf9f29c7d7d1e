// Headers (https://fetch.spec.whatwg.org/#headers-class). A list is flat: name, value, name, value..., names in lower case.
class HeaderList {
  constructor(raw, list, guard) {
    this.raw = raw;
    this.list = list;
    this.guard = guard;
    this.sorted = null;
    this.object = null;
  }
}
/** The pairs of a list; what came from the host as one string is only taken apart when somebody looks. */
function pairsOf(headers) {
  if (headers.list === null) {
    const raw = headers.raw;
    const list = raw === "" ? [] : strSplit(raw, "\n");
    for (let i = 0; i < list.length; i += 2) list[i] = strLower(list[i]);
    headers.list = list;
    headers.raw = null;
  }
  return headers.list;
}
function serializeHeaders(headers) {
  if (headers.list === null) return headers.raw;
  const list = headers.list;
  if (list.length === 0) return "";
  let text = `${list[0]}\n${list[1]}`;
  for (let i = 2; i < list.length; i++) text += `\n${list[i]}`;
  return text;
}
function headerGet(headers, name) {
  const list = pairsOf(headers);
  let value = null;
  for (let i = 0; i < list.length; i += 2) {
    if (list[i] === name) value = value === null ? list[i + 1] : `${value}, ${list[i + 1]}`;
  }
  return value;
}
function headerHas(headers, name) {
  const list = pairsOf(headers);
  for (let i = 0; i < list.length; i += 2) if (list[i] === name) return true;
  return false;
}
function headerAppend(headers, name, value) {
  arrPush(pairsOf(headers), name, value);
  headers.sorted = null;
}
function headerDelete(headers, name) {
  const list = pairsOf(headers);
  let to = 0;
  for (let i = 0; i < list.length; i += 2) {
    if (list[i] === name) continue;
    list[to++] = list[i];
    list[to++] = list[i + 1];
  }
  list.length = to;
  headers.sorted = null;
}
function headerSet(headers, name, value) {
  const list = pairsOf(headers);
  let to = 0, found = false;
  for (let i = 0; i < list.length; i += 2) {
    const same = list[i] === name;
    if (same && found) continue;
    list[to++] = list[i];
    list[to++] = same ? value : list[i + 1];
    found ||= same;
  }
  list.length = to;
  if (!found) arrPush(list, name, value);
  headers.sorted = null;
}
const copyHeaders = (headers, guard) => (headers.list === null
  ? new HeaderList(headers.raw, null, guard) : new HeaderList(null, arrSlice(headers.list), guard));

const TOKEN = new Uint8Array(128);
{
  const characters = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (let i = 0; i < characters.length; i++) TOKEN[strAt(characters, i)] = 1;
}
function isToken(text) {
  for (let i = 0; i < text.length; i++) {
    const c = strAt(text, i);
    if (c > 127 || TOKEN[c] === 0) return false;
  }
  return text.length > 0;
}
function headerName(name, where) {
  const text = toByteString(name, where);
  if (!isToken(text)) throw new TypeError(`${where}: Invalid header name: '${text}'`);
  return strLower(text);
}
/** A header value without white space at its ends; line breaks and NUL are refused. */
function headerValue(value, where) {
  const raw = toByteString(value, where);
  let start = 0, end = raw.length;
  while (start < end && isHttpSpace(strAt(raw, start))) start++;
  while (end > start && isHttpSpace(strAt(raw, end - 1))) end--;
  for (let i = start; i < end; i++) {
    const c = strAt(raw, i);
    if (c === 0 || c === 10 || c === 13) throw new TypeError(`${where}: Invalid header value`);
  }
  return end - start === raw.length ? raw : strSlice(raw, start, end);
}
const isHttpSpace = (c) => c === 32 || c === 9 || c === 10 || c === 13;

function fillHeaders(headers, init, where) {
  if (!isObject(init)) throw new TypeError(`${where}: The provided value is not of type '(record<ByteString, ByteString> or sequence<sequence<ByteString>>)'.`);
  const other = headersState(init);
  const method = init[SymbolIterator];
  let list;
  if (other !== undefined && method === headersIterator) {
    list = pairsOf(other);
  } else if (method !== undefined && method !== null) {
    if (typeof method !== "function") throw new TypeError(`${where}: The object must have a callable @@iterator property.`);
    list = pairsFromSequence(listFrom(init, method, where), where, toByteString);
  } else {
    list = pairsFromRecord(init, toByteString, where);
  }
  for (let i = 0; i < list.length; i += 2) {
    const name = headerName(list[i], where);
    headerAppend(headers, name, headerValue(list[i + 1], where));
  }
}
function requireMutable(headers, where) {
  if (headers.guard === "immutable") throw new TypeError(`${where}: Headers are immutable`);
}

let headersState;
let publicHeaders;
class Headers {
  #h;
  constructor(init = undefined) {
    if (init === INTERNAL) return;
    this.#h = new HeaderList(null, [], "none");
    this.#h.object = this;
    if (init !== undefined) fillHeaders(this.#h, init, "Failed to construct 'Headers'");
  }
  append(name, value) {
    const h = this.#h;
    const where = "Failed to execute 'append' on 'Headers'";
    need(2, arguments.length, where);
    const key = headerName(name, where);
    const text = headerValue(value, where);
    requireMutable(h, where);
    headerAppend(h, key, text);
  }
  delete(name) {
    const h = this.#h;
    const where = "Failed to execute 'delete' on 'Headers'";
    need(1, arguments.length, where);
    const key = headerName(name, where);
    requireMutable(h, where);
    headerDelete(h, key);
  }
  get(name) {
    const h = this.#h;
    need(1, arguments.length, "Failed to execute 'get' on 'Headers'");
    return headerGet(h, headerName(name, "Failed to execute 'get' on 'Headers'"));
  }
  getSetCookie() {
    const list = pairsOf(this.#h);
    const cookies = [];
    for (let i = 0; i < list.length; i += 2) if (list[i] === "set-cookie") arrPush(cookies, list[i + 1]);
    return cookies;
  }
  has(name) {
    const h = this.#h;
    need(1, arguments.length, "Failed to execute 'has' on 'Headers'");
    return headerHas(h, headerName(name, "Failed to execute 'has' on 'Headers'"));
  }
  set(name, value) {
    const h = this.#h;
    const where = "Failed to execute 'set' on 'Headers'";
    need(2, arguments.length, where);
    const key = headerName(name, where);
    const text = headerValue(value, where);
    requireMutable(h, where);
    headerSet(h, key, text);
  }
  static {
    headersState = (value) => (isObject(value) && #h in value ? value.#h : undefined);
    publicHeaders = (headers) => {
      if (headers.object === null) {
        const object = new Headers(INTERNAL);
        object.#h = headers;
        headers.object = object;
      }
      return headers.object;
    };
  }
}
pairIteration("Headers", Headers, (object, index) => {
  const headers = headersState(object);
  if (headers === undefined) throw illegalInvocation();
  return sortedHeaders(headers)[index];
});
const headersIterator = Headers.prototype[SymbolIterator];
expose("Headers", Headers);

/** Sorted and combined pairs, as iteration shows them. */
function sortedHeaders(headers) {
  const list = pairsOf(headers);
  if (headers.sorted !== null) return headers.sorted;
  const sorted = [];
  for (let i = 0; i < list.length; i += 2) {
    const name = list[i];
    if (name === "set-cookie") {
      arrPush(sorted, [name, list[i + 1]]);
      continue;
    }
    let seen = false;
    for (let k = 0; k < i && !seen; k += 2) seen = list[k] === name;
    if (!seen) arrPush(sorted, [name, headerGet(headers, name)]);
  }
  arrSort(sorted, (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  return headers.sorted = sorted;
}
