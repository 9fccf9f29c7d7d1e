// URL and URLSearchParams (https://url.spec.whatwg.org/#api).
let urlRecordOf;
let isUrl;
let updateQuery;
class URL {
  #u;
  #href = null;
  #params = null;
  constructor(url, base = undefined) {
    need(1, arguments.length, "Failed to construct 'URL'");
    const input = toUSV(url);
    let baseRecord = null;
    if (base !== undefined) {
      baseRecord = parseUrl(toUSV(base), null);
      if (baseRecord === null) throw invalidUrl();
    }
    const record = parseUrl(input, baseRecord);
    if (record === null) throw invalidUrl();
    this.#u = record;
  }
  static canParse(url, base = undefined) {
    need(1, arguments.length, "Failed to execute 'canParse' on 'URL'");
    return parseWithBase(url, base) !== null;
  }
  static parse(url, base = undefined) {
    need(1, arguments.length, "Failed to execute 'parse' on 'URL'");
    const record = parseWithBase(url, base);
    if (record === null) return null;
    const result = new URL("about:blank");
    result.#u = record;
    return result;
  }
  get href() {
    return this.#href ??= serializeUrl(this.#u);
  }
  set href(value) {
    this.#u;
    const record = parseUrl(toUSV(value), null);
    if (record === null) throw invalidUrl();
    this.#u = record;
    this.#changed();
    this.#refreshParams();
  }
  get origin() { return serializeOrigin(this.#u); }
  get protocol() { return `${this.#u.scheme}:`; }
  set protocol(value) {
    setScheme(this.#u, toUSV(value));
    this.#changed();
  }
  get username() { return this.#u.username; }
  set username(value) {
    const text = toUSV(value);
    if (cannotHaveCredentials(this.#u)) return;
    this.#u.username = percentEncode(text, IN_USERINFO);
    this.#changed();
  }
  get password() { return this.#u.password; }
  set password(value) {
    const text = toUSV(value);
    if (cannotHaveCredentials(this.#u)) return;
    this.#u.password = percentEncode(text, IN_USERINFO);
    this.#changed();
  }
  get host() {
    const u = this.#u;
    return u.host === null ? "" : u.port === "" ? u.host : `${u.host}:${u.port}`;
  }
  set host(value) {
    setHost(this.#u, toUSV(value), true);
    this.#changed();
  }
  get hostname() { return this.#u.host ?? ""; }
  set hostname(value) {
    setHost(this.#u, toUSV(value), false);
    this.#changed();
  }
  get port() { return this.#u.port; }
  set port(value) {
    setPort(this.#u, toUSV(value));
    this.#changed();
  }
  get pathname() { return serializePath(this.#u); }
  set pathname(value) {
    const text = toUSV(value);
    if (typeof this.#u.path === "string") return;
    setPath(this.#u, dropTabs(text));
    this.#changed();
  }
  get search() {
    const query = this.#u.query;
    return query === null || query === "" ? "" : `?${query}`;
  }
  set search(value) {
    const u = this.#u;
    let text = dropTabs(toUSV(value));
    if (text === "") {
      u.query = null;
    } else {
      if (text[0] === "?") text = strSlice(text, 1);
      u.query = percentEncode(text, isSpecial(u) ? IN_SPECIAL_QUERY : IN_QUERY);
    }
    this.#changed();
    this.#refreshParams();
  }
  get searchParams() {
    if (this.#params === null) {
      const u = this.#u;
      this.#params = newParams(parseForm(u.query ?? ""), this);
    }
    return this.#params;
  }
  get hash() {
    const fragment = this.#u.fragment;
    return fragment === null || fragment === "" ? "" : `#${fragment}`;
  }
  set hash(value) {
    const u = this.#u;
    let text = dropTabs(toUSV(value));
    if (text === "") {
      u.fragment = null;
    } else {
      if (text[0] === "#") text = strSlice(text, 1);
      u.fragment = percentEncode(text, IN_FRAGMENT);
    }
    this.#changed();
  }
  toString() { return this.#href ??= serializeUrl(this.#u); }
  toJSON() { return this.#href ??= serializeUrl(this.#u); }
  #changed() { this.#href = null; }
  #refreshParams() {
    if (this.#params !== null) replaceParams(this.#params, parseForm(this.#u.query ?? ""));
  }
  static {
    isUrl = (value) => isObject(value) && #u in value;
    urlRecordOf = (url) => url.#u;
    updateQuery = (url, query) => {
      url.#u.query = query === "" ? null : query;
      url.#href = null;
    };
  }
}
const invalidUrl = () => {
  const error = new TypeError("Invalid URL");
  error.code = "ERR_INVALID_URL";
  return error;
};
function parseWithBase(url, base) {
  const input = toUSV(url);
  if (base === undefined) return parseUrl(input, null);
  const baseRecord = parseUrl(toUSV(base), null);
  return baseRecord === null ? null : parseUrl(input, baseRecord);
}
const cannotHaveCredentials = (u) => u.host === null || u.host === "" || u.scheme === "file";

function setScheme(u, text) {
  const s = dropTabs(text);
  if (s.length === 0 || !isAlpha(strAt(s, 0))) return;
  let p = 1;
  while (p < s.length && isSchemeChar(strAt(s, p))) p++;
  if (p < s.length && strAt(s, p) !== 58) return;
  const scheme = strLower(strSlice(s, 0, p));
  if ((SPECIAL[scheme] !== undefined) !== isSpecial(u)) return;
  if (scheme === "file" && (u.username !== "" || u.password !== "" || u.port !== "")) return;
  if (u.scheme === "file" && u.host === "") return;
  u.scheme = scheme;
  if (SPECIAL[scheme] === u.port) u.port = "";
}
function setHost(u, text, withPort) {
  if (typeof u.path === "string") return;
  const s = dropTabs(text);
  const special = isSpecial(u);
  let end = 0;
  for (; end < s.length; end++) {
    const c = strAt(s, end);
    if (c === 47 || c === 63 || c === 35 || (special && c === 92)) break;
  }
  const colon = u.scheme === "file" ? -1 : portColon(s, 0, end);
  if (colon === 0 || (colon > 0 && !withPort)) return;
  const name = strSlice(s, 0, colon < 0 ? end : colon);
  if (name === "") {
    if (special && u.scheme !== "file") return;
    if (u.scheme !== "file" && (u.username !== "" || u.password !== "" || u.port !== "")) return;
    u.host = "";
    return;
  }
  const parsed = parseHost(name, special);
  if (parsed === null) return;
  u.host = u.scheme === "file" && parsed === "localhost" ? "" : parsed;
  if (colon > 0) setPortDigits(u, strSlice(s, colon + 1, end));
}
function setPort(u, text) {
  if (cannotHaveCredentials(u)) return;
  if (text === "") u.port = "";
  else setPortDigits(u, dropTabs(text));
}
function setPortDigits(u, text) {
  let digits = 0;
  while (digits < text.length && isDigit(strAt(text, digits))) digits++;
  if (digits === 0) return;
  const port = parsePort(strSlice(text, 0, digits), u.scheme);
  if (port !== null) u.port = port;
}
function setPath(u, s) {
  u.path = [];
  const c = s.length > 0 ? strAt(s, 0) : -1;
  if (c === -1 && !isSpecial(u)) {
    if (u.host === null) arrPush(u.path, "");
    return;
  }
  parsePath(u, s, c === 47 || (c === 92 && isSpecial(u)) ? 1 : 0, false);
}
expose("URL", URL);

// Parameters are one flat list: name, value, name, value...
let paramsList;
let newParams;
let replaceParams;
class URLSearchParams {
  #list;
  #url = null;
  constructor(init = "") {
    if (init === INTERNAL) return;
    const where = "Failed to construct 'URLSearchParams'";
    if (isObject(init)) {
      const method = init[SymbolIterator];
      if (method !== undefined && method !== null) {
        if (typeof method !== "function") throw new TypeError(`${where}: The object must have a callable @@iterator property.`);
        this.#list = pairsFromSequence(listFrom(init, method, where), where, toUSV);
      } else {
        this.#list = pairsFromRecord(init, toUSV);
      }
      return;
    }
    const text = toUSV(init);
    this.#list = parseForm(text[0] === "?" ? strSlice(text, 1) : text);
  }
  get size() { return this.#list.length / 2; }
  append(name, value) {
    const list = this.#list;
    need(2, arguments.length, "Failed to execute 'append' on 'URLSearchParams'");
    const key = toUSV(name);
    arrPush(list, key, toUSV(value));
    this.#update();
  }
  delete(name, value = undefined) {
    const list = this.#list;
    need(1, arguments.length, "Failed to execute 'delete' on 'URLSearchParams'");
    const key = toUSV(name);
    const wanted = value === undefined ? undefined : toUSV(value);
    let to = 0;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === key && (wanted === undefined || list[i + 1] === wanted)) continue;
      list[to++] = list[i];
      list[to++] = list[i + 1];
    }
    list.length = to;
    this.#update();
  }
  get(name) {
    const list = this.#list;
    need(1, arguments.length, "Failed to execute 'get' on 'URLSearchParams'");
    const key = toUSV(name);
    for (let i = 0; i < list.length; i += 2) if (list[i] === key) return list[i + 1];
    return null;
  }
  getAll(name) {
    const list = this.#list;
    need(1, arguments.length, "Failed to execute 'getAll' on 'URLSearchParams'");
    const key = toUSV(name);
    const all = [];
    for (let i = 0; i < list.length; i += 2) if (list[i] === key) arrPush(all, list[i + 1]);
    return all;
  }
  has(name, value = undefined) {
    const list = this.#list;
    need(1, arguments.length, "Failed to execute 'has' on 'URLSearchParams'");
    const key = toUSV(name);
    const wanted = value === undefined ? undefined : toUSV(value);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === key && (wanted === undefined || list[i + 1] === wanted)) return true;
    }
    return false;
  }
  set(name, value) {
    const list = this.#list;
    need(2, arguments.length, "Failed to execute 'set' on 'URLSearchParams'");
    const key = toUSV(name);
    const text = toUSV(value);
    let to = 0, found = false;
    for (let i = 0; i < list.length; i += 2) {
      const same = list[i] === key;
      if (same && found) continue;
      list[to++] = list[i];
      list[to++] = same ? text : list[i + 1];
      found ||= same;
    }
    list.length = to;
    if (!found) arrPush(list, key, text);
    this.#update();
  }
  sort() {
    const list = this.#list;
    const pairs = [];
    for (let i = 0; i < list.length; i += 2) arrPush(pairs, { name: list[i], value: list[i + 1] });
    arrSort(pairs, (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    for (let i = 0; i < pairs.length; i++) {
      list[2 * i] = pairs[i].name;
      list[2 * i + 1] = pairs[i].value;
    }
    this.#update();
  }
  toString() { return serializeForm(this.#list); }
  #update() {
    if (this.#url !== null) updateQuery(this.#url, serializeForm(this.#list));
  }
  static {
    paramsList = (params) => (isObject(params) && #list in params ? params.#list : undefined);
    newParams = (list, url) => {
      const params = new URLSearchParams(INTERNAL);
      params.#list = list;
      params.#url = url;
      return params;
    };
    replaceParams = (params, list) => {
      params.#list = list;
    };
  }
}
pairIteration("URLSearchParams", URLSearchParams, (params, index) => {
  const list = paramsList(params);
  if (list === undefined) throw illegalInvocation();
  return 2 * index < list.length ? [list[2 * index], list[2 * index + 1]] : undefined;
});
expose("URLSearchParams", URLSearchParams);

function pairsFromSequence(sequence, where, convert) {
  const list = [];
  for (let i = 0; i < sequence.length; i++) {
    const pair = toSequence(sequence[i], where);
    if (pair.length !== 2) throw new TypeError(`${where}: Sequence initializer must only contain pair elements`);
    const name = convert(pair[0], where);
    arrPush(list, name, convert(pair[1], where));
  }
  return list;
}
/** record<String, String>: a later key that converts to the same text replaces the earlier one. */
function pairsFromRecord(record, convert, where) {
  const list = [];
  const keys = ReflectOwnKeys(record);
  for (let i = 0; i < keys.length; i++) {
    const descriptor = ObjectGetOwnPropertyDescriptor(record, keys[i]);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    const name = convert(keys[i], where);
    const value = convert(record[keys[i]], where);
    let at = 0;
    while (at < list.length && list[at] !== name) at += 2;
    list[at] = name;
    list[at + 1] = value;
  }
  return list;
}

/** The application/x-www-form-urlencoded parser. */
function parseForm(text) {
  const list = [];
  if (text === "") return list;
  const parts = strSplit(text, "&");
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part === "") continue;
    const equals = strIndexOf(part, "=");
    arrPush(list, decodeFormPart(equals < 0 ? part : strSlice(part, 0, equals)),
      equals < 0 ? "" : decodeFormPart(strSlice(part, equals + 1)));
  }
  return list;
}
function decodeFormPart(text) {
  if (strIndexOf(text, "+") >= 0) text = strReplaceAll(text, "+", " ");
  return strIndexOf(text, "%") < 0 ? strWellFormed(text) : decodeUtf8Raw(percentDecode(text), false);
}
function serializeForm(list) {
  let text = "";
  for (let i = 0; i < list.length; i += 2) {
    text += `${i === 0 ? "" : "&"}${encodeFormPart(list[i])}=${encodeFormPart(list[i + 1])}`;
  }
  return text;
}
function encodeFormPart(text) {
  const encoded = percentEncode(text, IN_FORM);
  return strIndexOf(encoded, "%20") < 0 ? encoded : strReplaceAll(encoded, "%20", "+");
}
