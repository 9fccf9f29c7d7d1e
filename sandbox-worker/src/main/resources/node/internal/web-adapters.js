// Between Node's streams and those of the web.
"use strict";

const { Buffer } = require("node:buffer");
const { checkObject } = require("./errors");

module.exports = function addWebAdapters({ Readable, Writable, Duplex }) {
  Readable.toWeb = (stream, { strategy } = {}) => {
    let iterator;
    return new ReadableStream({
      start() { iterator = stream[Symbol.asyncIterator](); },
      async pull(controller) {
        const { value, done } = await iterator.next();
        if (done) return controller.close();
        controller.enqueue(Buffer.isBuffer(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : value);
      },
      cancel(reason) { stream.destroy(reason instanceof Error ? reason : undefined); },
    }, strategy);
  };
  Readable.fromWeb = (stream, options = {}) => {
    checkObject(stream, "readableStream");
    const reader = stream.getReader();
    return new Readable({
      ...options,
      read() {
        reader.read().then(({ value, done }) => this.push(done ? null : value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value), (error) => this.destroy(error));
      },
      destroy(error, callback) {
        reader.cancel(error).then(() => callback(error), () => callback(error));
      },
    });
  };
  Writable.toWeb = (stream) => new WritableStream({
    start(controller) { stream.once("error", (error) => controller.error(error)); },
    write: (chunk) => new Promise((resolve, reject) => stream.write(chunk, (error) => (error ? reject(error) : resolve()))),
    close: () => new Promise((resolve) => stream.end(resolve)),
    abort(reason) { stream.destroy(reason instanceof Error ? reason : undefined); },
  });
  Writable.fromWeb = (stream, options = {}) => {
    checkObject(stream, "writableStream");
    const writer = stream.getWriter();
    return new Writable({
      ...options,
      write(chunk, encoding, callback) { writer.write(chunk).then(() => callback(), callback); },
      final(callback) { writer.close().then(() => callback(), callback); },
      destroy(error, callback) {
        if (error === null) return callback(null);
        writer.abort(error).then(() => callback(error), () => callback(error));
      },
    });
  };
  Duplex.toWeb = (stream) => ({ readable: Readable.toWeb(stream), writable: Writable.toWeb(stream) });
  Duplex.fromWeb = ({ readable, writable }, options) => Duplex.from({ readable: Readable.fromWeb(readable, options), writable: Writable.fromWeb(writable, options) });
};
