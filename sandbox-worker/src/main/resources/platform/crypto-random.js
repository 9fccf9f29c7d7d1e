// Random values (https://w3c.github.io/webcrypto/#Crypto-interface).
const MAX_RANDOM = 65536;
const hexByte = [];
for (let i = 0; i < 256; i++) arrPush(hexByte, strPadStart(numToString(i, 16), 2, "0"));
/** Random bytes are fetched from the host in blocks: a UUID needs 16 of them. */
let randomPool = null;
let randomAt = 0;
function randomBytes(length) {
  if (length > 256) return new Uint8Array(needHost().random(length));
  if (randomPool === null || randomAt + length > typedLength(randomPool)) {
    randomPool = new Uint8Array(needHost().random(1024));
    randomAt = 0;
  }
  const bytes = typedSlice(randomPool, randomAt, randomAt + length);
  typedFill(randomPool, 0, randomAt, randomAt + length);
  randomAt += length;
  return bytes;
}
function newUuid() {
  const b = randomBytes(16);
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  let text = "";
  for (let i = 0; i < 16; i++) text += (i === 4 || i === 6 || i === 8 || i === 10 ? "-" : "") + hexByte[b[i]];
  return text;
}
let cryptoObject = null;
class Crypto {
  #brand;
  constructor(token = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#brand = true;
  }
  get subtle() {
    this.#brand;
    return subtleCrypto;
  }
  getRandomValues(array) {
    this.#brand;
    need(1, arguments.length, "Failed to execute 'getRandomValues' on 'Crypto'");
    if (!isView(array)) throw new TypeError("Failed to execute 'getRandomValues' on 'Crypto': parameter 1 is not of type 'ArrayBufferView'.");
    const tag = typedTag(array);
    if (tag === undefined || strStarts(tag, "Float")) {
      throw new DOMException("The array is not an integer array", "TypeMismatchError");
    }
    const length = typedByteLength(array);
    if (length > MAX_RANDOM) {
      throw new QuotaExceededError(`The requested length (${length}) exceeds ${MAX_RANDOM} bytes`);
    }
    if (length > 0) typedSet(bytesOf(array), randomBytes(length));
    return array;
  }
  randomUUID() {
    this.#brand;
    return newUuid();
  }
}
expose("Crypto", Crypto);
cryptoObject = new Crypto(INTERNAL);
exposeGetter("crypto", ObjectGetOwnPropertyDescriptor({ get crypto() { return cryptoObject; } }, "crypto").get, undefined);
let subtleCrypto;
let keyState = () => undefined;
let publicKey;
