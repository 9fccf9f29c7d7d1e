// scrypt (RFC 7914). In script, so that its memory and its time count as the function's own.
"use strict";

/** Salsa20/8 on sixteen words at an offset of x. */
function salsa(block, scratch) {
  const x = scratch;
  for (let i = 0; i < 16; i++) x[i] = block[i];
  for (let round = 0; round < 4; round++) {
    quarter(x, 0, 4, 8, 12);
    quarter(x, 5, 9, 13, 1);
    quarter(x, 10, 14, 2, 6);
    quarter(x, 15, 3, 7, 11);
    quarter(x, 0, 1, 2, 3);
    quarter(x, 5, 6, 7, 4);
    quarter(x, 10, 11, 8, 9);
    quarter(x, 15, 12, 13, 14);
  }
  for (let i = 0; i < 16; i++) block[i] = (block[i] + x[i]) | 0;
}
function quarter(x, a, b, c, d) {
  let t = (x[a] + x[d]) | 0;
  x[b] ^= (t << 7) | (t >>> 25);
  t = (x[b] + x[a]) | 0;
  x[c] ^= (t << 9) | (t >>> 23);
  t = (x[c] + x[b]) | 0;
  x[d] ^= (t << 13) | (t >>> 19);
  t = (x[d] + x[c]) | 0;
  x[a] ^= (t << 18) | (t >>> 14);
}
/** scryptBlockMix: 2r blocks of sixteen words, the even ones first in the result. */
function mixBlocks(input, output, r, block, scratch) {
  const last = (2 * r - 1) * 16;
  for (let i = 0; i < 16; i++) block[i] = input[last + i];
  for (let i = 0; i < 2 * r; i++) {
    for (let k = 0; k < 16; k++) block[k] ^= input[i * 16 + k];
    salsa(block, scratch);
    output.set(block, ((i >> 1) + (i & 1) * r) * 16);
  }
}
/** scryptROMix on one block of 32r words. */
function mix(words, cost, r) {
  const size = 32 * r;
  const table = new Int32Array(cost * size);
  const block = new Int32Array(16);
  const scratch = new Int32Array(16);
  let x = words;
  let y = new Int32Array(size);
  for (let i = 0; i < cost; i++) {
    table.set(x, i * size);
    mixBlocks(x, y, r, block, scratch);
    [x, y] = [y, x];
  }
  for (let i = 0; i < cost; i++) {
    const at = (x[(2 * r - 1) * 16] & (cost - 1)) * size;
    for (let k = 0; k < size; k++) x[k] ^= table[at + k];
    mixBlocks(x, y, r, block, scratch);
    [x, y] = [y, x];
  }
  return x;
}

/** pbkdf2 is PBKDF2 with HMAC-SHA-256 and one iteration. */
function scryptBytes(pbkdf2, password, salt, length, cost, r, p) {
  const bytes = pbkdf2(password, salt, 128 * r * p);
  for (let i = 0; i < p; i++) {
    const words = new Int32Array(bytes.slice(i * 128 * r, (i + 1) * 128 * r).buffer);
    bytes.set(new Uint8Array(mix(words, cost, r).buffer), i * 128 * r);
  }
  return pbkdf2(password, bytes, length);
}
module.exports = { scryptBytes };
