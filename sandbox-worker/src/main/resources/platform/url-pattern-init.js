// The components of a URLPatternInit (https://urlpattern.spec.whatwg.org/#canon).
// How each component is written in a URL; a text that cannot be part of one is a TypeError.
const unlessEmpty = (canonicalize) => (value, protocol) => (value === "" ? "" : canonicalize(value, protocol));
const cannotBe = (what, value) => new TypeError(`'${value}' cannot be the ${what} of a URL`);
const canonicalProtocol = unlessEmpty((value) => {
  const url = parseUrl(`${value}://dummy.invalid/`, null);
  if (url === null) throw cannotBe("protocol", value);
  return url.scheme;
});
const canonicalCredential = unlessEmpty((value) => percentEncode(value, IN_USERINFO));
const canonicalHostname = unlessEmpty((value) => {
  const text = dropTabs(value);
  let end = 0;
  while (end < text.length && !strIncludes("/?#\\", text[end])) end++;
  const host = end === 0 || portColon(text, 0, end) >= 0 ? null : parseHost(strSlice(text, 0, end), true);
  if (host === null) throw cannotBe("hostname", value);
  return host;
});
const canonicalIpv6 = (value) => {
  for (let i = 0; i < value.length; i++) {
    const c = strAt(value, i);
    if (hexValue(c) < 0 && c !== 91 && c !== 93 && c !== 58) throw cannotBe("IPv6 hostname", value);
  }
  return strLower(value);
};
const canonicalPort = unlessEmpty((value, protocol = "") => {
  const text = dropTabs(value);
  let digits = 0;
  while (digits < text.length && isDigit(strAt(text, digits))) digits++;
  const port = digits === 0 ? null : parsePort(strSlice(text, 0, digits), protocol);
  if (port === null) throw cannotBe("port", value);
  return port;
});
const canonicalPathname = unlessEmpty((value) => {
  const url = newUrlRecord("https");
  const absolute = value[0] === "/";
  // Parts of a path are encoded one by one: "-" keeps a leading dot from being taken for a segment.
  setPath(url, dropTabs(absolute ? value : `/-${value}`));
  return absolute ? serializePath(url) : strSlice(serializePath(url), 2);
});
const canonicalOpaquePath = unlessEmpty((value) => {
  const text = dropTabs(value);
  let end = 0;
  while (end < text.length && text[end] !== "?" && text[end] !== "#") end++;
  return opaquePath(strSlice(text, 0, end), end < text.length);
});
const canonicalSearch = unlessEmpty((value) => percentEncode(dropTabs(value), IN_SPECIAL_QUERY));
const canonicalHash = unlessEmpty((value) => percentEncode(dropTabs(value), IN_FRAGMENT));

const withoutFirst = (text, character) => (strStarts(text, character) ? strSlice(text, 1) : text);

/** What a base URL gives to the components that are less specific than any in init. */
function inherit(result, init, base, forPattern) {
  const lacks = (...members) => {
    for (let i = 0; i < members.length; i++) if (init[members[i]] !== undefined) return false;
    return true;
  };
  const take = forPattern ? escapePattern : (text) => text;
  if (!lacks("protocol")) return;
  result.protocol = take(base.scheme);
  if (!lacks("hostname")) return;
  result.hostname = take(base.host ?? "");
  if (!lacks("port")) return;
  result.port = base.port;
  if (!forPattern && lacks("username")) {
    result.username = base.username;
    if (lacks("password")) result.password = base.password;
  }
  if (!lacks("pathname")) return;
  result.pathname = take(serializePath(base));
  if (!lacks("search")) return;
  result.search = take(base.query ?? "");
  if (lacks("hash")) result.hash = take(base.fragment ?? "");
}
function isAbsolutePath(text, forPattern) {
  return text[0] === "/" || (forPattern && (text[0] === "\\" || text[0] === "{") && text[1] === "/");
}
function resolvePathname(pathname, base, forPattern) {
  if (base === null || typeof base.path === "string" || isAbsolutePath(pathname, forPattern)) return pathname;
  const path = forPattern ? escapePattern(serializePath(base)) : serializePath(base);
  return strSlice(path, 0, strLastIndexOf(path, "/") + 1) + pathname;
}

/** "Process a URLPatternInit": the components of init, completed from its base URL, in result. */
function processInit(init, forPattern, result) {
  let base = null;
  if (init.baseURL !== undefined) {
    base = parseUrl(init.baseURL, null);
    if (base === null) throw new TypeError(`Invalid base URL '${init.baseURL}'`);
    inherit(result, init, base, forPattern);
  }
  const set = (member, value, canonicalize) => {
    result[member] = forPattern ? value : canonicalize(value, result.protocol);
  };
  if (init.protocol !== undefined) set("protocol", strEnds(init.protocol, ":") ? strSlice(init.protocol, 0, -1) : init.protocol, canonicalProtocol);
  if (init.username !== undefined) set("username", init.username, canonicalCredential);
  if (init.password !== undefined) set("password", init.password, canonicalCredential);
  if (init.hostname !== undefined) set("hostname", init.hostname, canonicalHostname);
  if (init.port !== undefined) set("port", init.port, canonicalPort);
  if (init.pathname !== undefined) {
    const protocol = result.protocol ?? "";
    set("pathname", resolvePathname(init.pathname, base, forPattern),
      protocol === "" || SPECIAL[protocol] !== undefined ? canonicalPathname : canonicalOpaquePath);
  }
  if (init.search !== undefined) set("search", withoutFirst(init.search, "?"), canonicalSearch);
  if (init.hash !== undefined) set("hash", withoutFirst(init.hash, "#"), canonicalHash);
  return result;
}
const SPECIAL_SCHEMES = ObjectKeys(SPECIAL);
function matchesSpecialScheme(protocol) {
  for (let i = 0; i < SPECIAL_SCHEMES.length; i++) if (protocol.match(SPECIAL_SCHEMES[i]) !== null) return true;
  return false;
}
