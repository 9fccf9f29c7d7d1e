// Text of values for console output: close to what Node.js prints.
const INSPECT_DEPTH = 2;
const INSPECT_ITEMS = 100;
const INSPECT_LINE = 72;
const INSPECT_TEXT = 10000;

const inspect = (value) => {
  try {
    return inspectValue(value, 0, [], false);
  } catch {
    return "[value that cannot be shown]";
  }
};
function quote(text) {
  if (text.length > INSPECT_TEXT) text = `${strSlice(text, 0, INSPECT_TEXT)}... ${text.length - INSPECT_TEXT} more characters`;
  const json = jsonStringify(text);
  const inner = strReplaceAll(strSlice(json, 1, -1), '\\"', '"');
  if (strIndexOf(inner, "'") < 0) return `'${inner}'`;
  return strIndexOf(inner, '"') < 0 ? `"${inner}"` : `'${strReplaceAll(inner, "'", "\\'")}'`;
}
const isIdentifier = (text) => regExec(/^[A-Za-z_$][\w$]*$/, text) !== null;

function inspectValue(value, depth, seen, top) {
  switch (typeof value) {
    case "string": return top ? value : quote(value);
    case "bigint": return `${value}n`;
    case "number": return ObjectIs(value, -0) ? "-0" : `${value}`;
    case "symbol": return symToString(value);
    case "function": return inspectFunction(value);
    case "object": return value === null ? "null" : inspectObject(value, depth, seen);
    default: return `${value}`;
  }
}
function inspectFunction(value) {
  const text = fnToString(value);
  const name = ownData(value, "name");
  if (strStarts(text, "class")) return `[class ${typeof name === "string" && name !== "" ? name : "(anonymous)"}]`;
  const kind = strStarts(text, "async") ? "AsyncFunction" : "Function";
  return typeof name === "string" && name !== "" ? `[${kind}: ${name}]` : `[${kind} (anonymous)]`;
}
/** An own data property, without running getters. */
function ownData(object, key) {
  const descriptor = ObjectGetOwnPropertyDescriptor(object, key);
  return descriptor === undefined ? undefined : descriptor.value;
}
function constructorName(value) {
  let object = value;
  for (let i = 0; object !== null && i < 100; i++) {
    const constructor = ownData(object, "constructor");
    if (typeof constructor === "function") {
      const name = ownData(constructor, "name");
      if (typeof name === "string" && name !== "") return name;
    }
    object = ObjectGetPrototypeOf(object);
  }
  return null;
}

function inspectError(error, depth, seen) {
  let text = ownOrInherited(error, "stack");
  if (typeof text !== "string" || text === "") {
    try {
      text = `[${errorToString(error)}]`;
    } catch {
      text = "[Error]";
    }
  }
  const parts = ownEntries(error, depth, seen, (key) => key !== "stack" && key !== "message" && key !== "cause" && key !== "errors");
  const cause = ownData(error, "cause");
  if (cause !== undefined) arrPush(parts, `[cause]: ${inspectValue(cause, depth + 1, seen, false)}`);
  const errors = ownData(error, "errors");
  if (ArrayIsArray(errors)) arrPush(parts, `[errors]: ${inspectValue(errors, depth + 1, seen, false)}`);
  return parts.length === 0 ? text : `${text} ${wrap("{", parts, "}", depth)}`;
}
function ownOrInherited(object, key) {
  try {
    return object[key];
  } catch {
    return undefined;
  }
}

function inspectObject(value, depth, seen) {
  if (arrIncludes(seen, value)) return "[Circular *1]";
  if (isErrorObject(value)) {
    arrPush(seen, value);
    const text = inspectError(value, depth, seen);
    arrPop(seen);
    return text;
  }
  const name = constructorName(value);
  if (depth > INSPECT_DEPTH) return ArrayIsArray(value) ? "[Array]" : `[${name ?? "Object: null prototype"}]`;
  arrPush(seen, value);
  const text = inspectKind(value, name, depth, seen) ?? inspectPlain(value, name, depth, seen);
  arrPop(seen);
  return text;
}
/** Runs a brand-checked accessor; undefined when the value is of another kind. */
function attempt(work, value) {
  try {
    return work(value);
  } catch {
    return undefined;
  }
}
function inspectKind(value, name, depth, seen) {
  if (ArrayIsArray(value)) return inspectArray(value, name === "Array" || name === null ? "" : `${name}(${value.length}) `, value.length, depth, seen);
  if (isView(value)) {
    if (!isTyped(value)) return `DataView { byteLength: ${viewByteLength(value)}, byteOffset: ${viewByteOffset(value)} }`;
    return inspectArray(value, `${typedTag(value)}(${typedLength(value)}) `, typedLength(value), depth, seen);
  }
  if (isArrayBuffer(value)) return `ArrayBuffer { byteLength: ${bufferByteLength(value)} }`;
  const time = attempt(dateGetTime, value);
  if (time !== undefined) return NumberIsNaN(time) ? "Invalid Date" : dateToISO(value);
  if (attempt(regFlags, value) !== undefined && objToString(value) === "[object RegExp]") return `/${regSource(value)}/${regFlags(value)}`;
  if (attempt(mapSize, value) !== undefined) {
    const parts = [];
    mapForEach(value, (item, key) => {
      arrPush(parts, `${inspectValue(key, depth + 1, seen, false)} => ${inspectValue(item, depth + 1, seen, false)}`);
    });
    return wrap(`${name}(${mapSize(value)}) {`, parts, "}", depth);
  }
  if (attempt(setSize, value) !== undefined) {
    const parts = [];
    setForEach(value, (item) => arrPush(parts, inspectValue(item, depth + 1, seen, false)));
    return wrap(`${name}(${setSize(value)}) {`, parts, "}", depth);
  }
  if (isUrl(value)) return `URL { ${serializeUrl(urlRecordOf(value))} }`;
  const headers = headersState(value);
  if (headers !== undefined) {
    const list = pairsOf(headers);
    const parts = [];
    for (let i = 0; i < list.length; i += 2) arrPush(parts, `${isIdentifier(list[i]) ? list[i] : quote(list[i])}: ${quote(list[i + 1])}`);
    return wrap("Headers {", parts, "}", depth);
  }
  const params = paramsList(value);
  if (params !== undefined) {
    const parts = [];
    for (let i = 0; i < params.length; i += 2) arrPush(parts, `${quote(params[i])} => ${quote(params[i + 1])}`);
    return wrap("URLSearchParams {", parts, "}", depth);
  }
  const request = requestState(value);
  if (request !== undefined) return `Request { method: ${quote(request.method)}, url: ${quote(requestHref(request))} }`;
  const response = responseState(value);
  if (response !== undefined) return `Response { status: ${response.status}, statusText: ${quote(response.statusText)} }`;
  const number = attempt(numberValueOf, value);
  if (number !== undefined) return `[Number: ${number}]`;
  const text = attempt(stringValueOf, value);
  if (text !== undefined) return `[String: ${quote(text)}]`;
  const boolean = attempt(booleanValueOf, value);
  if (boolean !== undefined) return `[Boolean: ${boolean}]`;
  const tag = name === "Promise" || name === "WeakMap" || name === "WeakSet" ? name : null;
  return tag === null ? null : `${tag} { <${tag === "Promise" ? "state unknown" : "items unknown"}> }`;
}
function inspectArray(value, prefix, length, depth, seen) {
  const parts = [];
  const shown = MathMin(length, INSPECT_ITEMS);
  for (let i = 0; i < shown; i++) {
    arrPush(parts, i in value ? inspectValue(value[i], depth + 1, seen, false) : "<empty>");
  }
  if (length > shown) arrPush(parts, `... ${length - shown} more items`);
  return wrap(`${prefix}[`, parts, "]", depth);
}
function ownEntries(value, depth, seen, wanted) {
  const parts = [];
  const keys = ReflectOwnKeys(value);
  for (let i = 0; i < keys.length && parts.length < INSPECT_ITEMS; i++) {
    const key = keys[i];
    const descriptor = ObjectGetOwnPropertyDescriptor(value, key);
    if (descriptor === undefined || !descriptor.enumerable || !wanted(key)) continue;
    const label = typeof key === "symbol" ? `[${symToString(key)}]` : isIdentifier(key) ? key : quote(key);
    const text = descriptor.get !== undefined ? (descriptor.set !== undefined ? "[Getter/Setter]" : "[Getter]")
      : descriptor.set !== undefined ? "[Setter]" : inspectValue(descriptor.value, depth + 1, seen, false);
    arrPush(parts, `${label}: ${text}`);
  }
  return parts;
}
function inspectPlain(value, name, depth, seen) {
  const parts = ownEntries(value, depth, seen, () => true);
  let prefix = name === "Object" ? "" : name === null ? "[Object: null prototype] " : `${name} `;
  const tag = ownOrInherited(value, SymbolToStringTag);
  if (typeof tag === "string" && tag !== "" && tag !== name) prefix = `${prefix === "" ? "Object " : prefix}[${tag}] `;
  return wrap(`${prefix}{`, parts, "}", depth);
}
function wrap(open, parts, close, depth) {
  if (parts.length === 0) return `${open}${close}`;
  const line = arrJoin(parts, ", ");
  const spaced = close === "]" || close === "}" ? " " : "";
  if (line.length + open.length <= INSPECT_LINE && strIndexOf(line, "\n") < 0) return `${open}${spaced}${line}${spaced}${close}`;
  const indent = strRepeat("  ", depth + 1);
  return `${open}\n${indent}${arrJoin(parts, `,\n${indent}`)}\n${strRepeat("  ", depth)}${close}`;
}

/** The text of console.log's arguments, with format directives. */
function formatLog(args) {
  let text = "", at = 0;
  if (args.length > 1 && typeof args[0] === "string") {
    const format = args[0];
    at = 1;
    let from = 0;
    for (let i = 0; i + 1 < format.length; i++) {
      if (format[i] !== "%") continue;
      const directive = format[i + 1];
      let shown;
      if (directive === "%") shown = "%";
      else if (at >= args.length) continue;
      else shown = formatDirective(directive, args[at]);
      if (shown === null) continue;
      if (directive !== "%") at++;
      text += strSlice(format, from, i) + shown;
      from = i + 2;
      i++;
    }
    text += strSlice(format, from);
  }
  for (; at < args.length; at++) text += `${at > 0 ? " " : ""}${topLevel(args[at])}`;
  return text;
}
function topLevel(value) {
  return typeof value === "string" ? value : inspect(value);
}
function formatDirective(directive, value) {
  switch (directive) {
    case "s": return typeof value === "string" ? value : typeof value === "object" || typeof value === "function" ? inspect(value) : topLevel(value);
    case "d": return typeof value === "bigint" ? `${value}n` : typeof value === "object" || typeof value === "symbol" ? "NaN" : `${+value}`;
    case "i": return typeof value === "bigint" ? `${value}n` : typeof value === "object" || typeof value === "symbol" ? "NaN" : `${parseNumber(value, 10)}`;
    case "f": return typeof value === "symbol" ? "NaN" : `${Number.parseFloat(value)}`;
    case "j": return attempt(jsonStringify, value) ?? "undefined";
    case "o": case "O": return inspect(value);
    case "c": return "";
    default: return null;
  }
}
