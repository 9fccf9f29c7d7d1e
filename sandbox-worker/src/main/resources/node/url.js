// node:url: the standard's URL, and Node's older functions.
"use strict";

const querystring = require("./querystring");
const path = require("./path");
const { coded, invalidType, checkString } = require("./internal/errors");
const SLASHED = new Set(["http", "https", "ftp", "gopher", "file", "ws", "wss"].flatMap((name) => [name, `${name}:`]));

class Url {
  protocol = null;
  slashes = null;
  auth = null;
  host = null;
  port = null;
  hostname = null;
  hash = null;
  search = null;
  query = null;
  pathname = null;
  path = null;
  href = null;
  format() { return formatParts(this); }
  resolve(relative) { return resolve(this.format(), relative); }
  parse(text, withQuery, slashes) { return Object.assign(this, parse(text, withQuery, slashes)); }
}

/** Node's older parser: takes what is there apart without judging it. */
function parse(text, withQuery = false, slashesDenoteHost = false) {
  if (text instanceof Url) return text;
  checkString(text, "url");
  const url = new Url();
  let rest = text.trim();
  const cut = (mark) => {
    const at = rest.indexOf(mark);
    if (at < 0) return null;
    const part = rest.slice(at);
    rest = rest.slice(0, at);
    return part;
  };
  url.hash = cut("#");
  url.search = cut("?");
  const scheme = /^[a-z][a-z0-9.+-]*:/i.exec(rest);
  if (scheme !== null) {
    url.protocol = scheme[0].toLowerCase();
    rest = rest.slice(scheme[0].length);
  }
  if (rest.startsWith("//") && (scheme !== null || slashesDenoteHost) && url.protocol !== "javascript:") {
    url.slashes = true;
    const end = rest.slice(2).search(/[/\\]/);
    const authority = end < 0 ? rest.slice(2) : rest.slice(2, end + 2);
    rest = end < 0 ? "" : rest.slice(end + 2);
    const at = authority.lastIndexOf("@");
    if (at >= 0) url.auth = decodeURIComponent(authority.slice(0, at));
    const host = authority.slice(at + 1);
    const port = /:(\d*)$/.exec(host);
    url.port = port === null || port[1] === "" ? null : port[1];
    url.hostname = (port === null ? host : host.slice(0, port.index)).replace(/^\[|\]$/g, "").toLowerCase();
    if (/[\s<>^`{|}%\\]/.test(url.hostname)) throw coded(TypeError, "ERR_INVALID_URL", "Invalid URL");
    url.hostname = domainToASCII(url.hostname) || url.hostname;
    url.host = (url.hostname.includes(":") ? `[${url.hostname}]` : url.hostname) + (url.port === null ? "" : `:${url.port}`);
  }
  url.pathname = rest.replaceAll("\\", "/").replace(/[\s"'<>`{|}^]/g, encodeURIComponent) || (url.slashes && SLASHED.has(url.protocol) ? "/" : null);
  if (withQuery) {
    url.query = querystring.parse(url.search === null ? "" : url.search.slice(1));
    url.search ??= "";
  } else if (url.search !== null) {
    url.query = url.search.slice(1);
  }
  url.path = url.pathname === null && !url.search ? null : (url.pathname ?? "") + (url.search ?? "");
  url.href = formatParts(url);
  return url;
}

function formatParts(url) {
  let protocol = url.protocol ?? "";
  if (protocol !== "" && !protocol.endsWith(":")) protocol += ":";
  const auth = url.auth ? `${encodeURIComponent(url.auth).replace(/%3A/i, ":")}@` : "";
  let host = null;
  if (url.host) host = auth + url.host;
  else if (url.hostname) host = auth + (url.hostname.includes(":") && !url.hostname.startsWith("[") ? `[${url.hostname}]` : url.hostname) + (url.port ? `:${url.port}` : "");
  let query = url.search ?? "";
  if (query === "" && url.query !== null && typeof url.query === "object") query = querystring.stringify(url.query);
  if (query !== "" && !query.startsWith("?")) query = `?${query}`;
  let pathname = url.pathname ?? "";
  if (url.slashes || ((protocol === "" || SLASHED.has(protocol)) && host !== null)) {
    host = `//${host ?? ""}`;
    if (pathname !== "" && !pathname.startsWith("/")) pathname = `/${pathname}`;
  }
  const hash = url.hash ? (url.hash.startsWith("#") ? url.hash : `#${url.hash}`) : "";
  return protocol + (host ?? "") + pathname.replace(/[?#]/g, encodeURIComponent) + query.replaceAll("#", "%23") + hash;
}

function format(url, options = {}) {
  if (typeof url === "string") return formatParts(parse(url));
  if (url === null || typeof url !== "object") throw invalidType("urlObject", "of type object or string", url);
  if (!(url instanceof URL)) return formatParts(url);
  const copy = new URL(url);
  if (options.fragment === false) copy.hash = "";
  if (options.search === false) copy.search = "";
  if (options.auth === false) copy.username = copy.password = "";
  return options.unicode ? copy.href.replace(copy.hostname, domainToUnicode(copy.hostname)) : copy.href;
}
function resolve(from, to) {
  const base = new URL(from, "resolve://a/");
  const result = new URL(to, base);
  if (result.protocol !== "resolve:") return result.href;
  const text = result.pathname + result.search + result.hash;
  return from.startsWith("/") || to.startsWith("/") ? text : text.slice(1);
}

const hostOf = (domain) => URL.parse(`ws://${domain}`)?.hostname ?? "";
const domainToASCII = (domain) => hostOf(domain);
const domainToUnicode = (domain) => hostOf(domain).split(".").map((label) => (label.startsWith("xn--") ? punycode(label.slice(4)) : label)).join(".");
/** Punycode (RFC 3492) of one label, decoded. */
function punycode(text) {
  const at = text.lastIndexOf("-");
  const output = at > 0 ? Array.from(text.slice(0, at)) : [];
  let [n, i, bias] = [128, 0, 72];
  for (let next = at > 0 ? at + 1 : 0; next < text.length;) {
    const before = i;
    for (let weight = 1, k = 36; ; k += 36) {
      const digit = Number.parseInt(text[next++], 36);
      const value = digit < 10 ? digit + 26 : digit - 10;
      i += value * weight;
      const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (value < threshold || next >= text.length) break;
      weight *= 36 - threshold;
    }
    const size = output.length + 1;
    let delta = before === 0 ? Math.floor((i - before) / 700) : (i - before) >> 1;
    delta += Math.floor(delta / size);
    let k = 0;
    for (; delta > 455; k += 36) delta = Math.floor(delta / 35);
    bias = k + Math.floor((36 * delta) / (delta + 38));
    n += Math.floor(i / size);
    i %= size;
    output.splice(i++, 0, String.fromCodePoint(n));
  }
  return output.join("");
}

function fileURLToPath(url) {
  const parsed = typeof url === "string" ? new URL(url) : url;
  if (!(parsed instanceof URL)) throw invalidType("path", "of type string or an instance of URL", url);
  if (parsed.protocol !== "file:") throw coded(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
  if (parsed.hostname !== "") throw coded(TypeError, "ERR_INVALID_FILE_URL_HOST", "File URL host must be \"localhost\" or empty");
  if (/%2f/i.test(parsed.pathname)) throw coded(TypeError, "ERR_INVALID_FILE_URL_PATH", "File URL path must not include encoded / characters");
  return decodeURIComponent(parsed.pathname);
}
function pathToFileURL(name) {
  const url = new URL("file:///");
  url.pathname = (path.resolve(name) + (name.endsWith("/") && name !== "/" ? "/" : "")).replaceAll("%", "%25").replaceAll("?", "%3F").replaceAll("#", "%23");
  return url;
}
const decoded = (text) => decodeURIComponent(text);
function urlToHttpOptions(url) {
  const options = {
    protocol: url.protocol, hostname: url.hostname.replace(/^\[|\]$/g, ""), hash: url.hash, search: url.search,
    pathname: url.pathname, path: `${url.pathname}${url.search}`, href: url.href,
  };
  if (url.port !== "") options.port = Number(url.port);
  if (url.username || url.password) options.auth = `${decoded(url.username)}:${decoded(url.password)}`;
  return options;
}

module.exports = {
  URL, URLSearchParams, Url, parse, format, resolve, resolveObject: (from, to) => parse(resolve(from, to)),
  domainToASCII, domainToUnicode, fileURLToPath, pathToFileURL, urlToHttpOptions,
};
