// TextEncoderStream, TextDecoderStream, CompressionStream and DecompressionStream.
class TextDecoderStream {
  #d;
  #t;
  constructor(label = "utf-8", options = {}) {
    const name = encodingOf(toStr(label));
    const init = toDictionary(options, "Failed to construct 'TextDecoderStream'");
    if (name === null || name === "replacement") {
      throw new RangeError(`Failed to construct 'TextDecoderStream': The encoding label provided ('${label}') is invalid.`);
    }
    const decoder = newDecoder(name, init !== null && !!init.fatal, init !== null && !!init.ignoreBOM);
    this.#d = decoder;
    const decode = (t, bytes, more) => {
      const text = decodeWith(decoder, bytes, more);
      if (text !== "") transformEnqueue(t, text);
    };
    this.#t = newTransform((t, chunk) => {
      if (!isBufferSource(chunk) && !isSharedBuffer(chunk)) throw new TypeError("The chunk is not a BufferSource");
      decode(t, bytesOf(chunk), true);
    }, (t) => decode(t, EMPTY_BYTES, false));
  }
  get encoding() { return strLower(this.#d.name); }
  get fatal() { return this.#d.fatal; }
  get ignoreBOM() { return this.#d.ignoreBOM; }
  get readable() { return publicReadable(this.#t.readable); }
  get writable() { return publicWritable(this.#t.writable); }
}
expose("TextDecoderStream", TextDecoderStream);

class TextEncoderStream {
  #t;
  constructor() {
    let high = "";
    this.#t = newTransform((t, chunk) => {
      let text = high + toStr(chunk);
      high = "";
      if (text === "") return;
      const last = strAt(text, text.length - 1);
      if (last >= 0xd800 && last <= 0xdbff) {
        high = text[text.length - 1];
        text = strSlice(text, 0, -1);
      }
      if (text !== "") transformEnqueue(t, encodeUtf8(text));
    }, (t) => {
      if (high !== "") transformEnqueue(t, encodeUtf8(high));
    });
  }
  get encoding() {
    this.#t;
    return "utf-8";
  }
  get readable() { return publicReadable(this.#t.readable); }
  get writable() { return publicWritable(this.#t.writable); }
}
expose("TextEncoderStream", TextEncoderStream);

const COMPRESSION_FORMATS = ["deflate", "deflate-raw", "gzip"];
/** A transform through a coder of the host; the host gives output in pieces of bounded size. */
function newCoder(kind, format, where) {
  const name = toEnum(format, COMPRESSION_FORMATS, where);
  let session = 0;
  const drain = (t, first) => {
    for (let part = first; part !== null && bufferByteLength(part) > 0; part = hostOp("coder.pull", session)) {
      transformEnqueue(t, new Uint8Array(part));
    }
  };
  return newTransform((t, chunk) => {
    if (!isBufferSource(chunk) || (isView(chunk) && isSharedBuffer(bufferOf(chunk)))) throw new TypeError("The chunk is not a BufferSource");
    const bytes = bytesOf(chunk);
    if (typedLength(bytes) === 0) return;
    if (session === 0) session = hostOp("coder.open", kind, name);
    drain(t, hostOp("coder.push", session, exact(bytes)));
  }, (t) => {
    if (session === 0) session = hostOp("coder.open", kind, name);
    drain(t, hostOp("coder.finish", session));
    hostOp("coder.close", session);
  });
}
class CompressionStream {
  #t;
  constructor(format) {
    need(1, arguments.length, "Failed to construct 'CompressionStream'");
    this.#t = newCoder("compress", format, "Failed to construct 'CompressionStream'");
  }
  get readable() { return publicReadable(this.#t.readable); }
  get writable() { return publicWritable(this.#t.writable); }
}
expose("CompressionStream", CompressionStream);
class DecompressionStream {
  #t;
  constructor(format) {
    need(1, arguments.length, "Failed to construct 'DecompressionStream'");
    this.#t = newCoder("decompress", format, "Failed to construct 'DecompressionStream'");
  }
  get readable() { return publicReadable(this.#t.readable); }
  get writable() { return publicWritable(this.#t.writable); }
}
expose("DecompressionStream", DecompressionStream);
