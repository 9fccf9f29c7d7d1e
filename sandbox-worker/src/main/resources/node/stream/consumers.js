// node:stream/consumers
"use strict";

const { Buffer } = require("node:buffer");

async function bytes(stream) {
  const parts = [];
  for await (const part of stream) parts.push(typeof part === "string" ? Buffer.from(part) : Buffer.from(part.buffer, part.byteOffset, part.byteLength));
  return Buffer.concat(parts);
}
const text = async (stream) => new TextDecoder().decode(await bytes(stream));
module.exports = {
  text,
  buffer: bytes,
  json: async (stream) => JSON.parse(await text(stream)),
  arrayBuffer: async (stream) => {
    const { buffer, byteOffset, byteLength } = await bytes(stream);
    return buffer.slice(byteOffset, byteOffset + byteLength);
  },
  blob: async (stream) => new Blob([await bytes(stream)]),
};
