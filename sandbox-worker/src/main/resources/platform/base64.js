// atob and btoa (https://infra.spec.whatwg.org/#forgiving-base64), and base64url for keys.
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64_VALUE = new Int8Array(128);
typedFill(BASE64_VALUE, -1);
for (let i = 0; i < 64; i++) BASE64_VALUE[strAt(BASE64, i)] = i;

function base64Encode(bytes) {
  const length = typedLength(bytes);
  let text = "", i = 0;
  for (; i + 2 < length; i += 3) {
    const n = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    text += BASE64[n >> 18] + BASE64[(n >> 12) & 63] + BASE64[(n >> 6) & 63] + BASE64[n & 63];
  }
  if (i + 1 === length) text += `${BASE64[bytes[i] >> 2]}${BASE64[(bytes[i] & 3) << 4]}==`;
  if (i + 2 === length) {
    const n = (bytes[i] << 8) | bytes[i + 1];
    text += `${BASE64[n >> 10]}${BASE64[(n >> 4) & 63]}${BASE64[(n & 15) << 2]}=`;
  }
  return text;
}
/** Bytes of forgiving base64, or null. */
function base64Decode(text) {
  const sextets = new Uint8Array(text.length);
  let count = 0, padding = 0;
  for (let i = 0; i < text.length; i++) {
    const c = strAt(text, i);
    if (isAsciiSpace(c)) continue;
    if (c === 61) {
      padding++;
      continue;
    }
    if (padding > 0 || c > 127 || BASE64_VALUE[c] < 0) return null;
    sextets[count++] = BASE64_VALUE[c];
  }
  if (padding > 2 || count % 4 === 1 || (padding > 0 && (count + padding) % 4 !== 0)) return null;
  const bytes = new Uint8Array((count * 3) >> 2);
  for (let i = 0, to = 0; to < typedLength(bytes); i += 4) {
    const n = (sextets[i] << 18) | (sextets[i + 1] << 12) | ((i + 2 < count ? sextets[i + 2] : 0) << 6)
      | (i + 3 < count ? sextets[i + 3] : 0);
    bytes[to++] = n >> 16;
    if (to < typedLength(bytes)) bytes[to++] = (n >> 8) & 255;
    if (to < typedLength(bytes)) bytes[to++] = n & 255;
  }
  return bytes;
}
const base64UrlEncode = (bytes) => strReplaceAll(strReplaceAll(strReplaceAll(base64Encode(bytes), "+", "-"), "/", "_"), "=", "");
function base64UrlDecode(text) {
  for (let i = 0; i < text.length; i++) if (text[i] === "+" || text[i] === "/" || text[i] === "=") return null;
  return base64Decode(strReplaceAll(strReplaceAll(text, "-", "+"), "_", "/"));
}
exposeFunctions({
  btoa(data) {
    need(1, arguments.length, "Failed to execute 'btoa'");
    const text = toStr(data);
    for (let i = 0; i < text.length; i++) {
      if (strAt(text, i) > 255) {
        throw new DOMException("The string to be encoded contains characters outside of the Latin1 range.", "InvalidCharacterError");
      }
    }
    return base64Encode(latin1Bytes(text));
  },
  atob(data) {
    need(1, arguments.length, "Failed to execute 'atob'");
    const bytes = base64Decode(toStr(data));
    if (bytes === null) throw new DOMException("The string to be decoded is not correctly encoded.", "InvalidCharacterError");
    return latin1Text(bytes);
  },
});
