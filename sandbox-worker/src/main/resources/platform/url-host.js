// Hosts of URLs (https://url.spec.whatwg.org/#host-parsing).
const FORBIDDEN_HOST = 1, FORBIDDEN_DOMAIN = 2, PLAIN_DOMAIN = 4;
const HOST_CLASS = new Uint8Array(128);
{
  const add = (characters, bits) => {
    for (let i = 0; i < characters.length; i++) HOST_CLASS[strAt(characters, i)] |= bits;
  };
  add("\0\t\n\r #/:<>?@[\\]^|", FORBIDDEN_HOST | FORBIDDEN_DOMAIN);
  for (let i = 0; i < 32; i++) HOST_CLASS[i] |= FORBIDDEN_DOMAIN;
  add("%\x7f", FORBIDDEN_DOMAIN);
  add("abcdefghijklmnopqrstuvwxyz0123456789.-_", PLAIN_DOMAIN);
}

/** The serialised host, or null for failure. */
function parseHost(text, special) {
  if (strStarts(text, "[")) {
    if (!strEnds(text, "]")) return null;
    const pieces = parseIpv6(strSlice(text, 1, -1));
    return pieces === null ? null : `[${serializeIpv6(pieces)}]`;
  }
  if (!special) {
    for (let i = 0; i < text.length; i++) {
      const c = strAt(text, i);
      if (c < 128 && (HOST_CLASS[c] & FORBIDDEN_HOST) !== 0) return null;
    }
    return percentEncode(text, IN_C0);
  }
  const domain = domainToAscii(text);
  if (domain === null || domain.length === 0) return null;
  for (let i = 0; i < domain.length; i++) {
    const c = strAt(domain, i);
    if (c > 127 || (HOST_CLASS[c] & FORBIDDEN_DOMAIN) !== 0) return null;
  }
  return endsInNumber(domain) ? parseIpv4(domain) : domain;
}

function domainToAscii(text) {
  let plain = true;
  for (let i = 0; i < text.length && plain; i++) {
    const c = strAt(text, i);
    plain = c < 128 && (HOST_CLASS[c] & PLAIN_DOMAIN) !== 0;
  }
  if (plain && strIndexOf(text, "xn--") < 0) return text;
  const decoded = decodeUtf8Raw(percentDecode(text), false);
  let ascii = true;
  for (let i = 0; i < decoded.length && ascii; i++) ascii = strAt(decoded, i) < 128;
  const lower = strLower(decoded);
  if (ascii && !strStarts(lower, "xn--") && strIndexOf(lower, ".xn--") < 0) return lower;
  return hostOp("idna.toAscii", decoded);
}

/** Whether the last label is a number, so that the host must be an IPv4 address. */
function endsInNumber(domain) {
  let end = domain.length;
  if (strAt(domain, end - 1) === 46) end--;
  if (end === 0) return false;
  const start = strLastIndexOf(domain, ".", end - 1) + 1;
  const first = start < end ? strAt(domain, start) : 0;
  if (!isDigit(first)) return false;
  const last = strSlice(domain, start, end);
  let digits = true;
  for (let i = 0; i < last.length && digits; i++) digits = isDigit(strAt(last, i));
  return digits || parseIpv4Number(last) >= 0;
}
/** The number, or -1 when it is none. */
function parseIpv4Number(text) {
  if (text.length === 0) return -1;
  let radix = 10, at = 0;
  if (text.length >= 2 && text[0] === "0" && (text[1] === "x" || text[1] === "X")) {
    radix = 16;
    at = 2;
  } else if (text.length >= 2 && text[0] === "0") {
    radix = 8;
    at = 1;
  }
  let value = 0;
  for (; at < text.length; at++) {
    const digit = hexValue(strAt(text, at));
    if (digit < 0 || digit >= radix) return -1;
    value = MathMin(value * radix + digit, 2 ** 40);
  }
  return value;
}
function parseIpv4(domain) {
  const parts = strSplit(domain, ".");
  if (parts[parts.length - 1] === "" && parts.length > 1) arrPop(parts);
  if (parts.length > 4) return null;
  let value = 0;
  for (let i = 0; i < parts.length; i++) {
    const number = parseIpv4Number(parts[i]);
    if (number < 0) return null;
    if (i < parts.length - 1) {
      if (number > 255) return null;
      value += number * 256 ** (3 - i);
    } else {
      if (number >= 256 ** (5 - parts.length)) return null;
      value += number;
    }
  }
  return `${MathFloor(value / 16777216)}.${MathFloor(value / 65536) % 256}.${MathFloor(value / 256) % 256}.${value % 256}`;
}

function parseIpv6(text) {
  const pieces = [0, 0, 0, 0, 0, 0, 0, 0];
  let index = 0, compress = -1, p = 0;
  const at = (i) => (i < text.length ? strAt(text, i) : -1);
  if (at(p) === 58) {
    if (at(p + 1) !== 58) return null;
    p += 2;
    compress = ++index;
  }
  while (p < text.length) {
    if (index === 8) return null;
    if (at(p) === 58) {
      if (compress >= 0) return null;
      p++;
      compress = ++index;
      continue;
    }
    let value = 0, length = 0;
    while (length < 4 && hexValue(at(p)) >= 0) {
      value = value * 16 + hexValue(at(p));
      p++;
      length++;
    }
    if (at(p) === 46) {
      if (length === 0 || index > 6) return null;
      index = parseIpv6Tail(text, p - length, pieces, index);
      if (index < 0) return null;
      break;
    }
    if (at(p) === 58) {
      p++;
      if (p === text.length) return null;
    } else if (p < text.length) {
      return null;
    }
    pieces[index++] = value;
  }
  if (compress >= 0) {
    let swaps = index - compress;
    index = 7;
    while (index !== 0 && swaps > 0) {
      const other = compress + swaps - 1;
      const value = pieces[other];
      pieces[other] = pieces[index];
      pieces[index] = value;
      index--;
      swaps--;
    }
  } else if (index !== 8) {
    return null;
  }
  return pieces;
}
/** The dotted decimal end of an IPv6 address; the index after it, or -1. */
function parseIpv6Tail(text, p, pieces, index) {
  let seen = 0;
  while (p < text.length) {
    let value = -1;
    if (seen > 0) {
      if (text[p] !== "." || seen >= 4) return -1;
      p++;
    }
    if (p >= text.length || !isDigit(strAt(text, p))) return -1;
    while (p < text.length && isDigit(strAt(text, p))) {
      const digit = strAt(text, p) - 48;
      if (value === -1) value = digit;
      else if (value === 0) return -1;
      else value = value * 10 + digit;
      if (value > 255) return -1;
      p++;
    }
    pieces[index] = pieces[index] * 256 + value;
    seen++;
    if (seen === 2 || seen === 4) index++;
  }
  return seen === 4 ? index : -1;
}
function serializeIpv6(pieces) {
  let best = -1, bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && pieces[i + length] === 0) length++;
    if (length > bestLength) {
      best = i;
      bestLength = length;
    }
    if (length > 0) i += length;
  }
  let text = "";
  for (let i = 0; i < 8; i++) {
    if (i === best) {
      text += i === 0 ? "::" : ":";
      i += bestLength - 1;
      continue;
    }
    text += numToString(pieces[i], 16);
    if (i !== 7) text += ":";
  }
  return text;
}
