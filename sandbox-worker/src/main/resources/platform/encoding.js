// TextEncoder and TextDecoder (https://encoding.spec.whatwg.org/).
class TextEncoder {
  #brand = null;
  get encoding() {
    this.#brand;
    return "utf-8";
  }
  encode(input = "") {
    this.#brand;
    return encodeUtf8(toStr(input));
  }
  encodeInto(source, destination) {
    this.#brand;
    need(2, arguments.length, "Failed to execute 'encodeInto' on 'TextEncoder'");
    const text = toUSV(source);
    if (!isTyped(destination) || typedTag(destination) !== "Uint8Array") {
      throw new TypeError("Failed to execute 'encodeInto' on 'TextEncoder': parameter 2 is not of type 'Uint8Array'.");
    }
    const room = typedLength(destination);
    let read = 0, written = 0;
    while (read < text.length) {
      const code = strCodePointAt(text, read);
      const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (written + size > room) break;
      if (size === 1) {
        destination[written] = code;
      } else {
        destination[written] = (size === 2 ? 0xc0 : size === 3 ? 0xe0 : 0xf0) | (code >> (6 * (size - 1)));
        for (let k = 1; k < size; k++) destination[written + k] = 0x80 | ((code >> (6 * (size - 1 - k))) & 0x3f);
      }
      written += size;
      read += size === 4 ? 2 : 1;
    }
    return { read, written };
  }
}
expose("TextEncoder", TextEncoder);

const EMPTY_BYTES = new Uint8Array(0);
class TextDecoder {
  #d;
  constructor(label = "utf-8", options = {}) {
    const name = encodingOf(toStr(label));
    const init = toDictionary(options, "Failed to construct 'TextDecoder'");
    if (name === null || name === "replacement") {
      throw new RangeError(`Failed to construct 'TextDecoder': The encoding label provided ('${label}') is invalid.`);
    }
    const fatal = init !== null && !!init.fatal;
    const ignoreBOM = init !== null && !!init.ignoreBOM;
    this.#d = newDecoder(name, fatal, ignoreBOM);
  }
  get encoding() { return strLower(this.#d.name); }
  get fatal() { return this.#d.fatal; }
  get ignoreBOM() { return this.#d.ignoreBOM; }
  decode(input = undefined, options = {}) {
    const d = this.#d;
    let bytes = EMPTY_BYTES;
    if (input !== undefined) {
      if (!isBufferSource(input) && !isSharedBuffer(input)) {
        throw new TypeError("Failed to execute 'decode' on 'TextDecoder': parameter 1 is not of type 'ArrayBuffer' or 'ArrayBufferView'.");
      }
      bytes = bytesOf(input);
    }
    const init = toDictionary(options, "Failed to execute 'decode' on 'TextDecoder'");
    const stream = init !== null && !!init.stream;
    return decodeWith(d, bytes, stream);
  }
}
expose("TextDecoder", TextDecoder);

/** The state of one decoder; shared by TextDecoder and TextDecoderStream. */
function newDecoder(name, fatal, ignoreBOM) {
  return { name, fatal, ignoreBOM, flush: true, bomSeen: false, rest: EMPTY_BYTES, table: null, session: 0 };
}

function decodeWith(d, bytes, stream) {
  if (d.flush) {
    d.bomSeen = false;
    d.rest = EMPTY_BYTES;
  }
  d.flush = !stream;
  let text;
  try {
    text = decodeChunk(d, bytes, stream);
  } catch (error) {
    d.flush = true;
    d.rest = EMPTY_BYTES;
    throw error;
  }
  if (!d.bomSeen && text.length > 0) {
    d.bomSeen = true;
    if (!d.ignoreBOM && strAt(text, 0) === 0xfeff && (d.name === "UTF-8" || d.name === "UTF-16LE" || d.name === "UTF-16BE")) {
      text = strSlice(text, 1);
    }
  }
  return text;
}

const malformed = () => new TypeError("Failed to execute 'decode' on 'TextDecoder': The encoded data was not valid.");
function decodeChunk(d, bytes, stream) {
  if (typedLength(d.rest) > 0) {
    bytes = concatBytes([d.rest, bytes], typedLength(d.rest) + typedLength(bytes));
    d.rest = EMPTY_BYTES;
  }
  if (d.name === "UTF-8") {
    if (stream) {
      const tail = incompleteTail(bytes);
      if (tail > 0) {
        const cut = typedLength(bytes) - tail;
        d.rest = typedSlice(bytes, cut);
        bytes = typedSlice(bytes, 0, cut);
      }
    }
    const text = decodeUtf8Raw(bytes, d.fatal);
    if (text === null) throw malformed();
    return text;
  }
  if (d.name === "UTF-16LE" || d.name === "UTF-16BE") return decodeUtf16(d, bytes, stream);
  if (isMultiByte(d.name)) return decodeMultiByte(d, bytes, stream);
  return decodeSingleByte(d, bytes);
}

function decodeUtf16(d, bytes, stream) {
  const big = d.name === "UTF-16BE" ? 1 : 0;
  const length = typedLength(bytes);
  let even = length & ~1;
  if (stream && even >= 2) {
    const unit = big ? (bytes[even - 2] << 8) | bytes[even - 1] : bytes[even - 2] | (bytes[even - 1] << 8);
    if (unit >= 0xd800 && unit <= 0xdbff) even -= 2;
  }
  let text = "";
  for (let i = 0; i < even; i += 2) text += fromCharCode(big ? (bytes[i] << 8) | bytes[i + 1] : bytes[i] | (bytes[i + 1] << 8));
  if (stream) d.rest = typedSlice(bytes, even);
  else if (length & 1) {
    if (d.fatal) throw malformed();
    if (text.length > 0 && strAt(text, text.length - 1) >= 0xd800 && strAt(text, text.length - 1) <= 0xdbff) {
      text = strSlice(text, 0, -1);
    }
    text += "\ufffd";
  }
  if (!strIsWellFormed(text)) {
    if (d.fatal) throw malformed();
    text = strWellFormed(text);
  }
  return text;
}

function decodeSingleByte(d, bytes) {
  d.table ??= hostOp("encoding.table", d.name);
  const table = d.table;
  let text = "";
  for (let i = 0; i < typedLength(bytes); i++) {
    const byte = bytes[i];
    if (byte < 0x80) {
      text += fromCharCode(byte);
      continue;
    }
    const unit = table[byte - 0x80];
    if (unit === "\ufffd" && d.fatal) throw malformed();
    text += unit;
  }
  return text;
}
