// URLPattern (https://urlpattern.spec.whatwg.org/).
const PATTERN_COMPONENTS = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"];
const PATTERN_INIT_MEMBERS = ["baseURL", "hash", "hostname", "password", "pathname", "port", "protocol", "search", "username"];

/** A URLPatternInput: text, or a dictionary with the members that are there. */
function patternInput(input, where) {
  if (input !== undefined && input !== null && !isObject(input)) return toUSV(input);
  const given = toDictionary(input, where);
  const init = {};
  for (let i = 0; given !== null && i < PATTERN_INIT_MEMBERS.length; i++) {
    const value = given[PATTERN_INIT_MEMBERS[i]];
    if (value !== undefined) defineEntry(init, PATTERN_INIT_MEMBERS[i], toUSV(value));
  }
  return init;
}
/** A dictionary as the algorithms use it: a member that is not there is not inherited from anywhere. */
const patternInit = (input) => ObjectAssign({ __proto__: null }, input);

/** The compiled components, by name. */
function createPattern(input, base, ignoreCase) {
  let init;
  if (typeof input === "string") {
    init = new ConstructorStringParser(input).parse();
    if (base !== null) init.baseURL = base;
    else if (init.protocol === undefined) throw new TypeError(`A relative pattern needs a base URL: '${input}'`);
  } else {
    if (base !== null) throw new TypeError("A base URL is given in the input, not beside it");
    init = patternInit(input);
  }
  const text = processInit(init, true, { __proto__: null });
  for (let i = 0; i < PATTERN_COMPONENTS.length; i++) text[PATTERN_COMPONENTS[i]] ??= "*";
  if (text.port !== "" && SPECIAL[text.protocol] === text.port) text.port = "";
  const compile = (member, options, canonicalize, folded = false) =>
    new PatternComponent(text[member], options, canonicalize, folded);
  const isIpv6 = text.hostname[0] === "[" || ((text.hostname[0] === "{" || text.hostname[0] === "\\") && text.hostname[1] === "[");
  const protocol = compile("protocol", PLAIN_PATTERN, canonicalProtocol);
  const special = matchesSpecialScheme(protocol);
  return {
    __proto__: null,
    protocol,
    username: compile("username", PLAIN_PATTERN, canonicalCredential),
    password: compile("password", PLAIN_PATTERN, canonicalCredential),
    hostname: compile("hostname", HOST_PATTERN, isIpv6 ? canonicalIpv6 : canonicalHostname),
    port: compile("port", PLAIN_PATTERN, canonicalPort),
    pathname: special ? compile("pathname", PATH_PATTERN, canonicalPathname, ignoreCase)
      : compile("pathname", PLAIN_PATTERN, canonicalOpaquePath, ignoreCase),
    search: compile("search", PLAIN_PATTERN, canonicalSearch, ignoreCase),
    hash: compile("hash", PLAIN_PATTERN, canonicalHash, ignoreCase),
  };
}

/** The components of what is matched, or null when it is no URL. */
function matchedComponents(input, base) {
  if (typeof input !== "string") {
    if (base !== undefined) throw new TypeError("A base URL is given in the input, not beside it");
    const empty = { __proto__: null };
    for (let i = 0; i < PATTERN_COMPONENTS.length; i++) empty[PATTERN_COMPONENTS[i]] = "";
    try {
      return processInit(patternInit(input), false, empty);
    } catch {
      return null;
    }
  }
  const url = parseWithBase(input, base);
  return url === null ? null : {
    __proto__: null, protocol: url.scheme, username: url.username, password: url.password, hostname: url.host ?? "",
    port: url.port, pathname: serializePath(url), search: url.query ?? "", hash: url.fragment ?? "",
  };
}
function componentResult(component, input, captures) {
  const groups = {};
  for (let i = 0; i < component.names.length; i++) defineEntry(groups, component.names[i], captures[i + 1]);
  return { groups, input };
}

class URLPattern {
  #p;
  constructor(input = {}, baseURL = undefined, options = undefined) {
    const where = "Failed to construct 'URLPattern'";
    const withBase = arguments.length > 2 || (baseURL !== undefined && baseURL !== null && !isObject(baseURL));
    const given = patternInput(input, where);
    const base = withBase ? toUSV(baseURL) : null;
    const settings = toDictionary(withBase ? options : baseURL, where);
    this.#p = createPattern(given, base, settings !== null && !!settings.ignoreCase);
  }
  get protocol() { return this.#p.protocol.text; }
  get username() { return this.#p.username.text; }
  get password() { return this.#p.password.text; }
  get hostname() { return this.#p.hostname.text; }
  get port() { return this.#p.port.text; }
  get pathname() { return this.#p.pathname.text; }
  get search() { return this.#p.search.text; }
  get hash() { return this.#p.hash.text; }
  get hasRegExpGroups() {
    for (let i = 0; i < PATTERN_COMPONENTS.length; i++) if (this.#p[PATTERN_COMPONENTS[i]].hasRegexp) return true;
    return false;
  }
  test(input = {}, baseURL = undefined) {
    return this.#match(input, baseURL, "Failed to execute 'test' on 'URLPattern'", false) !== null;
  }
  exec(input = {}, baseURL = undefined) {
    return this.#match(input, baseURL, "Failed to execute 'exec' on 'URLPattern'", true);
  }
  #match(input, baseURL, where, wantsGroups) {
    const pattern = this.#p;
    const given = patternInput(input, where);
    const base = baseURL === undefined ? undefined : toUSV(baseURL);
    const components = matchedComponents(given, base);
    if (components === null) return null;
    const results = { __proto__: null };
    for (let i = 0; i < PATTERN_COMPONENTS.length; i++) {
      const name = PATTERN_COMPONENTS[i];
      const captures = pattern[name].match(components[name]);
      if (captures === null) return null;
      if (wantsGroups) results[name] = componentResult(pattern[name], components[name], captures);
    }
    if (!wantsGroups) return results;
    return {
      hash: results.hash, hostname: results.hostname, inputs: base === undefined ? [given] : [given, base],
      password: results.password, pathname: results.pathname, port: results.port, protocol: results.protocol,
      search: results.search, username: results.username,
    };
  }
}
expose("URLPattern", URLPattern);
