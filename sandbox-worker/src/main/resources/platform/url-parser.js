// The URL parser (https://url.spec.whatwg.org/#url-parsing), written as scans over the input, not one state a character.
// A URL record: {scheme, username, password, host (null | text), port ("" | text), path (array | text when opaque),
// query (null | text), fragment (null | text)}.
const SPECIAL = { __proto__: null, "http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21", "file": "" };
const isSpecial = (url) => SPECIAL[url.scheme] !== undefined;

// One bit per percent-encode set.
const IN_C0 = 1, IN_FRAGMENT = 2, IN_QUERY = 4, IN_SPECIAL_QUERY = 8, IN_PATH = 16, IN_USERINFO = 32;
const IN_COMPONENT = 64, IN_FORM = 128;
const ENCODE = new Uint8Array(128);
{
  const add = (characters, bits) => {
    for (let i = 0; i < characters.length; i++) ENCODE[strAt(characters, i)] |= bits;
  };
  for (let i = 0; i < 128; i++) if (i < 0x20 || i === 0x7f) ENCODE[i] = 255;
  add(" \"<>`", IN_FRAGMENT);
  add(" \"#<>", IN_QUERY | IN_SPECIAL_QUERY);
  add("'", IN_SPECIAL_QUERY);
  const path = " \"#<>?^`{}";
  add(path, IN_PATH | IN_USERINFO | IN_COMPONENT | IN_FORM);
  add("/:;=@[\\]|", IN_USERINFO | IN_COMPONENT | IN_FORM);
  add("$%&+,", IN_COMPONENT | IN_FORM);
  add("!'()~", IN_FORM);
}
const HEX = "0123456789ABCDEF";
const PERCENT = [];
for (let i = 0; i < 256; i++) arrPush(PERCENT, `%${HEX[i >> 4]}${HEX[i & 15]}`);

/** UTF-8 percent-encodes what is in the set. */
function percentEncode(text, set) {
  const length = text.length;
  let at = 0;
  for (; at < length; at++) {
    const c = strAt(text, at);
    if (c > 127 || (ENCODE[c] & set) !== 0) break;
  }
  if (at === length) return text;
  let out = strSlice(text, 0, at);
  while (at < length) {
    const c = strAt(text, at);
    if (c <= 127) {
      out += (ENCODE[c] & set) !== 0 ? PERCENT[c] : text[at];
      at++;
      continue;
    }
    const size = c >= 0xd800 && c <= 0xdbff ? 2 : 1;
    const bytes = encodeUtf8(strSlice(text, at, at + size));
    for (let i = 0; i < typedLength(bytes); i++) out += PERCENT[bytes[i]];
    at += size;
  }
  return out;
}
const hexValue = (c) => (c >= 48 && c <= 57 ? c - 48 : c >= 65 && c <= 70 ? c - 55 : c >= 97 && c <= 102 ? c - 87 : -1);
/** Percent-decodes text to bytes. */
function percentDecode(text) {
  const bytes = encodeUtf8(text);
  const length = typedLength(bytes);
  let to = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i];
    if (byte === 37 && i + 2 < length && hexValue(bytes[i + 1]) >= 0 && hexValue(bytes[i + 2]) >= 0) {
      bytes[to++] = hexValue(bytes[i + 1]) * 16 + hexValue(bytes[i + 2]);
      i += 2;
    } else {
      bytes[to++] = byte;
    }
  }
  return to === length ? bytes : typedSlice(bytes, 0, to);
}

const isAlpha = (c) => (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
const isDigit = (c) => c >= 48 && c <= 57;
const isSchemeChar = (c) => isAlpha(c) || isDigit(c) || c === 43 || c === 45 || c === 46;

function cleanUrlInput(text) {
  let start = 0, end = text.length;
  while (start < end && strAt(text, start) <= 32) start++;
  while (end > start && strAt(text, end - 1) <= 32) end--;
  if (start > 0 || end < text.length) text = strSlice(text, start, end);
  return dropTabs(text);
}
function dropTabs(text) {
  for (let i = 0; i < text.length; i++) {
    const c = strAt(text, i);
    if (c === 9 || c === 10 || c === 13) {
      return strReplaceAll(strReplaceAll(strReplaceAll(text, "\t", ""), "\n", ""), "\r", "");
    }
  }
  return text;
}

const newUrlRecord = (scheme) => ({
  scheme, username: "", password: "", host: null, port: "", path: [], query: null, fragment: null,
});

/** The URL record of the input (a scalar value string), or null for failure. */
function parseUrl(input, base) {
  const s = cleanUrlInput(input);
  let p = 0;
  if (s.length > 0 && isAlpha(strAt(s, 0))) {
    p = 1;
    while (p < s.length && isSchemeChar(strAt(s, p))) p++;
    if (p < s.length && strAt(s, p) === 58) return parseAfterScheme(s, p + 1, strLower(strSlice(s, 0, p)), base);
  }
  if (base === null) return null;
  if (typeof base.path === "string") {
    if (s.length === 0 || strAt(s, 0) !== 35) return null;
    const url = copyRecord(base);
    url.fragment = percentEncode(strSlice(s, 1), IN_FRAGMENT);
    return url;
  }
  const url = newUrlRecord(base.scheme);
  return base.scheme === "file" ? parseFile(url, s, 0, base) : parseRelative(url, s, 0, base);
}
const copyRecord = (url) => ({
  scheme: url.scheme, username: url.username, password: url.password, host: url.host, port: url.port,
  path: typeof url.path === "string" ? url.path : arrSlice(url.path), query: url.query, fragment: url.fragment,
});

function parseAfterScheme(s, p, scheme, base) {
  const url = newUrlRecord(scheme);
  if (scheme === "file") return parseFile(url, s, p, base !== null && base.scheme === "file" ? base : null);
  const first = p < s.length ? strAt(s, p) : -1;
  const second = p + 1 < s.length ? strAt(s, p + 1) : -1;
  if (SPECIAL[scheme] !== undefined) {
    if (base !== null && base.scheme === scheme && !(first === 47 && second === 47)) return parseRelative(url, s, p, base);
    while (p < s.length && (strAt(s, p) === 47 || strAt(s, p) === 92)) p++;
    return parseAuthority(url, s, p);
  }
  if (first === 47) return second === 47 ? parseAuthority(url, s, p + 2) : parsePath(url, s, p + 1);
  let end = p;
  while (end < s.length && strAt(s, end) !== 63 && strAt(s, end) !== 35) end++;
  url.path = opaquePath(strSlice(s, p, end), end < s.length);
  return parseTail(url, s, end);
}
/** An opaque path; a space before a query or fragment is encoded, so that removing them changes nothing. */
function opaquePath(text, followed) {
  const encoded = percentEncode(text, IN_C0);
  return followed && strEnds(encoded, " ") ? `${strSlice(encoded, 0, -1)}%20` : encoded;
}

function parseRelative(url, s, p, base) {
  const special = isSpecial(url);
  const c = p < s.length ? strAt(s, p) : -1;
  if (c === 47 || (special && c === 92)) {
    const next = p + 1 < s.length ? strAt(s, p + 1) : -1;
    if (special && (next === 47 || next === 92)) {
      p += 2;
      while (p < s.length && (strAt(s, p) === 47 || strAt(s, p) === 92)) p++;
      return parseAuthority(url, s, p);
    }
    if (next === 47) return parseAuthority(url, s, p + 2);
    copyAuthority(url, base);
    return parsePath(url, s, p + 1);
  }
  copyAuthority(url, base);
  url.path = arrSlice(base.path);
  url.query = base.query;
  if (c === -1) return url;
  if (c === 63 || c === 35) {
    if (c === 63) url.query = null;
    return parseTail(url, s, p);
  }
  url.query = null;
  shortenPath(url);
  return parsePath(url, s, p);
}
function copyAuthority(url, base) {
  url.username = base.username;
  url.password = base.password;
  url.host = base.host;
  url.port = base.port;
}

function parseAuthority(url, s, p) {
  const special = isSpecial(url);
  let end = p, at = -1;
  for (; end < s.length; end++) {
    const c = strAt(s, end);
    if (c === 47 || c === 63 || c === 35 || (special && c === 92)) break;
    if (c === 64) at = end;
  }
  if (at >= 0) {
    const userinfo = strSlice(s, p, at);
    const colon = strIndexOf(userinfo, ":");
    url.username = percentEncode(colon < 0 ? userinfo : strSlice(userinfo, 0, colon), IN_USERINFO);
    if (colon >= 0) url.password = percentEncode(strSlice(userinfo, colon + 1), IN_USERINFO);
    if (at + 1 === end) return null;
    p = at + 1;
  }
  const colon = portColon(s, p, end);
  const hostEnd = colon < 0 ? end : colon;
  if (hostEnd === p && (special || colon >= 0)) return null;
  url.host = parseHost(strSlice(s, p, hostEnd), special);
  if (url.host === null) return null;
  if (colon >= 0) {
    const port = parsePort(strSlice(s, colon + 1, end), url.scheme);
    if (port === null) return null;
    url.port = port;
  }
  return parsePathStart(url, s, end);
}
/** Where the colon before the port is, outside brackets; -1 without one. */
function portColon(s, p, end) {
  let inside = false;
  for (let i = p; i < end; i++) {
    const c = strAt(s, i);
    if (c === 91) inside = true;
    else if (c === 93) inside = false;
    else if (c === 58 && !inside) return i;
  }
  return -1;
}
function parsePort(text, scheme) {
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const c = strAt(text, i);
    if (!isDigit(c)) return null;
    value = value * 10 + c - 48;
    if (value > 65535) return null;
  }
  if (text.length === 0) return "";
  const port = `${value}`;
  return SPECIAL[scheme] === port ? "" : port;
}

const isDriveLetter = (text) => text.length === 2 && isAlpha(strAt(text, 0)) && (text[1] === ":" || text[1] === "|");
function startsWithDriveLetter(s, p) {
  if (p + 1 >= s.length || !isAlpha(strAt(s, p)) || (s[p + 1] !== ":" && s[p + 1] !== "|")) return false;
  if (p + 2 === s.length) return true;
  const c = strAt(s, p + 2);
  return c === 47 || c === 92 || c === 63 || c === 35;
}

function parseFile(url, s, p, base) {
  url.host = "";
  const c = p < s.length ? strAt(s, p) : -1;
  if (c === 47 || c === 92) {
    const next = p + 1 < s.length ? strAt(s, p + 1) : -1;
    if (next === 47 || next === 92) return parseFileHost(url, s, p + 2);
    if (base !== null) {
      url.host = base.host;
      if (!startsWithDriveLetter(s, p + 1) && base.path.length > 0 && isDriveLetter(base.path[0]) && base.path[0][1] === ":") {
        arrPush(url.path, base.path[0]);
      }
    }
    return parsePath(url, s, p + 1);
  }
  if (base === null) return parsePath(url, s, p);
  url.host = base.host;
  url.path = arrSlice(base.path);
  url.query = base.query;
  if (c === -1) return url;
  if (c === 63 || c === 35) {
    if (c === 63) url.query = null;
    return parseTail(url, s, p);
  }
  url.query = null;
  if (startsWithDriveLetter(s, p)) url.path = [];
  else shortenPath(url);
  return parsePath(url, s, p);
}
function parseFileHost(url, s, p) {
  let end = p;
  for (; end < s.length; end++) {
    const c = strAt(s, end);
    if (c === 47 || c === 92 || c === 63 || c === 35) break;
  }
  const text = strSlice(s, p, end);
  if (isDriveLetter(text)) return parsePath(url, s, p);
  if (text.length > 0) {
    const parsed = parseHost(text, true);
    if (parsed === null) return null;
    url.host = parsed === "localhost" ? "" : parsed;
  }
  return parsePathStart(url, s, end);
}

function shortenPath(url) {
  const path = url.path;
  if (url.scheme === "file" && path.length === 1 && isDriveLetter(path[0]) && path[0][1] === ":") return;
  if (path.length > 0) arrPop(path);
}
function parsePathStart(url, s, p) {
  const c = p < s.length ? strAt(s, p) : -1;
  if (isSpecial(url)) return parsePath(url, s, c === 47 || c === 92 ? p + 1 : p);
  if (c === 63 || c === 35) return parseTail(url, s, p);
  if (c === -1) return url;
  return parsePath(url, s, c === 47 ? p + 1 : p);
}

/** 1: a single-dot segment, 2: a double-dot one, 0: neither; segments are percent-encoded already. */
function dots(segment) {
  const length = segment.length;
  if (length === 0 || length > 6) return 0;
  const c = strAt(segment, 0);
  if (c !== 46 && c !== 37) return 0;
  if (length === 1) return c === 46 ? 1 : 0;
  if (length === 2) return segment === ".." ? 2 : 0;
  const lower = strLower(segment);
  if (lower === "%2e") return 1;
  return lower === ".%2e" || lower === "%2e." || lower === "%2e%2e" ? 2 : 0;
}

/** The path state: p is after the slash. withTail is false for setters, where ? and # are part of the path. */
function parsePath(url, s, p, withTail = true) {
  const special = isSpecial(url);
  for (;;) {
    let end = p, c = -1;
    for (; end < s.length; end++) {
      c = strAt(s, end);
      if (c === 47 || (special && c === 92) || (withTail && (c === 63 || c === 35))) break;
    }
    const slash = end < s.length && c !== 63 && c !== 35;
    let segment = percentEncode(strSlice(s, p, end), IN_PATH);
    const kind = dots(segment);
    if (kind === 2) {
      shortenPath(url);
      if (!slash) arrPush(url.path, "");
    } else if (kind === 1) {
      if (!slash) arrPush(url.path, "");
    } else {
      if (url.scheme === "file" && url.path.length === 0 && isDriveLetter(segment)) segment = `${segment[0]}:`;
      arrPush(url.path, segment);
    }
    if (!slash) return parseTail(url, s, end);
    p = end + 1;
  }
}

/** Query and fragment, at p. */
function parseTail(url, s, p) {
  if (p >= s.length) return url;
  const hash = strIndexOf(s, "#", p);
  if (strAt(s, p) === 63) {
    url.query = percentEncode(strSlice(s, p + 1, hash < 0 ? s.length : hash), isSpecial(url) ? IN_SPECIAL_QUERY : IN_QUERY);
  }
  if (hash >= 0) url.fragment = percentEncode(strSlice(s, hash + 1), IN_FRAGMENT);
  return url;
}

function serializePath(url) {
  if (typeof url.path === "string") return url.path;
  const path = url.path;
  if (path.length === 1) return `/${path[0]}`;
  let text = "";
  for (let i = 0; i < path.length; i++) text += `/${path[i]}`;
  return text;
}
function serializeUrl(url, withoutFragment = false) {
  let text = `${url.scheme}:`;
  if (url.host !== null) {
    text += "//";
    if (url.username !== "" || url.password !== "") {
      text += url.username;
      if (url.password !== "") text += `:${url.password}`;
      text += "@";
    }
    text += url.host;
    if (url.port !== "") text += `:${url.port}`;
  } else if (typeof url.path !== "string" && url.path.length > 1 && url.path[0] === "") {
    text += "/.";
  }
  text += serializePath(url);
  if (url.query !== null) text += `?${url.query}`;
  if (!withoutFragment && url.fragment !== null) text += `#${url.fragment}`;
  return text;
}
function serializeOrigin(url) {
  switch (url.scheme) {
    case "http": case "https": case "ws": case "wss": case "ftp":
      return `${url.scheme}://${url.host}${url.port === "" ? "" : `:${url.port}`}`;
    case "blob": {
      const inner = typeof url.path === "string" ? parseUrl(url.path, null) : null;
      return inner !== null && (inner.scheme === "http" || inner.scheme === "https") ? serializeOrigin(inner) : "null";
    }
    default:
      return "null";
  }
}
