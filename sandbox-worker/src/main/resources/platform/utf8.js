// UTF-8 in script for short texts, where crossing to the host costs more than the work; the host does long ones.
const SHORT_TEXT = 192;

/** UTF-8 bytes of a string; lone surrogates become U+FFFD. */
function encodeUtf8(text) {
  const length = text.length;
  if (length > SHORT_TEXT && host !== null) return new Uint8Array(hostOp("utf8.encode", strWellFormed(text)));
  let out = new Uint8Array(length);
  let at = 0;
  for (; at < length; at++) {
    const unit = strAt(text, at);
    if (unit > 0x7f) break;
    out[at] = unit;
  }
  if (at === length) return out;
  const wide = new Uint8Array(at + (length - at) * 3);
  typedSet(wide, out, 0);
  out = wide;
  let to = at;
  for (; at < length; at++) {
    let code = strAt(text, at);
    if (code < 0x80) {
      out[to++] = code;
      continue;
    }
    if (code < 0x800) {
      out[to++] = 0xc0 | (code >> 6);
      out[to++] = 0x80 | (code & 0x3f);
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = code < 0xdc00 && at + 1 < length ? strAt(text, at + 1) : 0;
      if (low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        at++;
        out[to++] = 0xf0 | (code >> 18);
        out[to++] = 0x80 | ((code >> 12) & 0x3f);
        out[to++] = 0x80 | ((code >> 6) & 0x3f);
        out[to++] = 0x80 | (code & 0x3f);
        continue;
      }
      code = 0xfffd;
    }
    out[to++] = 0xe0 | (code >> 12);
    out[to++] = 0x80 | ((code >> 6) & 0x3f);
    out[to++] = 0x80 | (code & 0x3f);
  }
  return typedSlice(out, 0, to);
}

/** How many bytes at the end begin a character that is not complete yet. */
function incompleteTail(bytes) {
  const length = typedLength(bytes);
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 && byte <= 0xf4 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    if (byte > 0xf4 || needed <= back) return 0;
    if (back > 1) {
      const second = bytes[length - back + 1];
      if ((byte === 0xe0 && second < 0xa0) || (byte === 0xed && second > 0x9f)
        || (byte === 0xf0 && second < 0x90) || (byte === 0xf4 && second > 0x8f)) return 0;
    }
    return back;
  }
  return 0;
}

/** Text of UTF-8 bytes, a byte order mark kept; null when fatal and not well-formed. */
function decodeUtf8Raw(bytes, fatal) {
  const length = typedLength(bytes);
  if (length > SHORT_TEXT && host !== null) return hostOp("utf8.decode", exact(bytes), fatal);
  let text = "";
  let at = 0;
  while (at < length) {
    const lead = bytes[at++];
    if (lead < 0x80) {
      text += fromCharCode(lead);
      continue;
    }
    let needed = 0, code = 0, low = 0x80, high = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) {
      needed = 1;
      code = lead & 0x1f;
    } else if (lead >= 0xe0 && lead <= 0xef) {
      needed = 2;
      code = lead & 0xf;
      if (lead === 0xe0) low = 0xa0;
      if (lead === 0xed) high = 0x9f;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      needed = 3;
      code = lead & 7;
      if (lead === 0xf0) low = 0x90;
      if (lead === 0xf4) high = 0x8f;
    }
    let valid = needed > 0;
    for (; valid && needed > 0; needed--) {
      const next = at < length ? bytes[at] : 0;
      if (next < low || next > high) {
        valid = false;
        break;
      }
      low = 0x80;
      high = 0xbf;
      code = (code << 6) | (next & 0x3f);
      at++;
    }
    if (!valid) {
      if (fatal) return null;
      text += "\ufffd";
    } else if (code > 0xffff) {
      text += fromCharCode(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
    } else {
      text += fromCharCode(code);
    }
  }
  return text;
}
/** "UTF-8 decode": without the byte order mark. */
function decodeUtf8(bytes) {
  const text = decodeUtf8Raw(bytes, false);
  return text.length > 0 && strAt(text, 0) === 0xfeff ? strSlice(text, 1) : text;
}

/** Latin-1 text ("isomorphic") to bytes and back. */
function latin1Bytes(text) {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = strAt(text, i);
  return bytes;
}
function latin1Text(bytes) {
  const length = typedLength(bytes);
  if (length > SHORT_TEXT && host !== null) return hostOp("latin1.decode", exact(bytes));
  let text = "";
  for (let i = 0; i < length; i++) text += fromCharCode(bytes[i]);
  return text;
}
