// MIME types (https://mimesniff.spec.whatwg.org/#parsing-a-mime-type).
const isQuotedChar = (c) => c === 9 || (c >= 32 && c <= 126) || (c >= 128 && c <= 255);
/** {essence, parameters: [name, value, ...]}, or null. */
function parseMime(input) {
  let start = 0, end = input.length;
  while (start < end && isHttpSpace(strAt(input, start))) start++;
  while (end > start && isHttpSpace(strAt(input, end - 1))) end--;
  const text = strSlice(input, start, end);
  const slash = strIndexOf(text, "/");
  if (slash < 0 || !isToken(strSlice(text, 0, slash))) return null;
  let p = strIndexOf(text, ";");
  if (p < 0) p = text.length;
  let subtypeEnd = p;
  while (subtypeEnd > slash && isHttpSpace(strAt(text, subtypeEnd - 1))) subtypeEnd--;
  const subtype = strSlice(text, slash + 1, subtypeEnd);
  if (!isToken(subtype)) return null;
  const mime = { essence: strLower(`${strSlice(text, 0, slash)}/${subtype}`), parameters: [] };
  while (p < text.length) p = mimeParameter(text, p + 1, mime.parameters);
  return mime;
}
function mimeParameter(text, p, parameters) {
  while (p < text.length && isHttpSpace(strAt(text, p))) p++;
  let q = p;
  while (q < text.length && text[q] !== ";" && text[q] !== "=") q++;
  const name = strLower(strSlice(text, p, q));
  if (q >= text.length || text[q] === ";") return q;
  p = q + 1;
  let value = "";
  if (text[p] === '"') {
    for (p++; p < text.length && text[p] !== '"'; p++) {
      if (text[p] === "\\" && p + 1 < text.length) p++;
      value += text[p];
    }
    while (p < text.length && text[p] !== ";") p++;
  } else {
    q = p;
    while (q < text.length && text[q] !== ";") q++;
    let end = q;
    while (end > p && isHttpSpace(strAt(text, end - 1))) end--;
    value = strSlice(text, p, end);
    p = q;
    if (value === "") return p;
  }
  if (!isToken(name)) return p;
  for (let i = 0; i < value.length; i++) if (!isQuotedChar(strAt(value, i))) return p;
  for (let i = 0; i < parameters.length; i += 2) if (parameters[i] === name) return p;
  arrPush(parameters, name, value);
  return p;
}
function serializeMime(mime) {
  if (mime === null) return null;
  let text = mime.essence;
  for (let i = 0; i < mime.parameters.length; i += 2) {
    let value = mime.parameters[i + 1];
    if (!isToken(value)) value = `"${strReplaceAll(strReplaceAll(value, "\\", "\\\\"), '"', '\\"')}"`;
    text += `;${mime.parameters[i]}=${value}`;
  }
  return text;
}
