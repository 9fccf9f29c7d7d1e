// Hashes that content must have (https://w3c.github.io/webappsec-subresource-integrity/).
const INTEGRITY_HASHES = ["sha256", "sha384", "sha512"];
const INTEGRITY_DIGESTS = ["SHA-256", "SHA-384", "SHA-512"];

/** The {strength, value} of the strongest hashes in a text; none when it names no hash that is known. */
function parseIntegrity(text) {
  let list = [];
  if (text === "") return list;
  const words = strSplit(strReplaceAll(strReplaceAll(text, "\t", " "), "\n", " "), " ");
  for (let i = 0; i < words.length; i++) {
    const word = strSplit(words[i], "?")[0];
    const dash = strIndexOf(word, "-");
    const strength = dash < 0 ? -1 : arrIndexOf(INTEGRITY_HASHES, strLower(strSlice(word, 0, dash)));
    if (strength < 0) continue;
    if (list.length > 0 && list[0].strength < strength) list = [];
    if (list.length === 0 || list[0].strength === strength) arrPush(list, { strength, value: plainBase64(strSlice(word, dash + 1)) });
  }
  return list;
}
const plainBase64 = (text) => strReplaceAll(strReplaceAll(strReplaceAll(text, "-", "+"), "_", "/"), "=", "");

function matchesIntegrity(bytes, list) {
  const digest = new Uint8Array(hostOp("digest", INTEGRITY_DIGESTS[list[0].strength], exact(bytes)));
  const actual = plainBase64(base64Encode(digest));
  for (let i = 0; i < list.length; i++) if (list[i].value === actual) return true;
  return false;
}
