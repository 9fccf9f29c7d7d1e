// util.inspect: text of values, as Node.js shows them.
"use strict";

const types = require("../util/types");
const custom = Symbol.for("nodejs.util.inspect.custom");
const DEFAULTS = {
  showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100,
  maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false,
};
const COLORS = {
  __proto__: null, bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], inverse: [7, 27], strikethrough: [9, 29],
  reset: [0, 0], black: [30, 39], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39], magenta: [35, 39],
  cyan: [36, 39], white: [37, 39], gray: [90, 39], grey: [90, 39], redBright: [91, 39], greenBright: [92, 39],
  yellowBright: [93, 39], blueBright: [94, 39], magentaBright: [95, 39], cyanBright: [96, 39], whiteBright: [97, 39],
};
const STYLES = {
  __proto__: null, special: "cyan", number: "yellow", bigint: "yellow", boolean: "yellow", undefined: "grey", null: "bold",
  string: "green", symbol: "green", date: "magenta", regexp: "red", module: "underline",
};

function inspect(value, options, ...old) {
  const settings = { ...DEFAULTS, ...inspect.defaultOptions };
  if (typeof options === "boolean") Object.assign(settings, { showHidden: options, depth: old[0] ?? settings.depth, colors: old[1] ?? false });
  else if (options !== null && typeof options === "object") Object.assign(settings, options);
  if (settings.maxArrayLength === null) settings.maxArrayLength = Infinity;
  if (settings.maxStringLength === null) settings.maxStringLength = Infinity;
  if (settings.depth === null) settings.depth = Infinity;
  const context = { settings, seen: [], circular: new Map(), level: 0 };
  return show(context, value, 0, true);
}
inspect.custom = custom;
inspect.defaultOptions = {};
inspect.colors = COLORS;
inspect.styles = STYLES;

function style(context, text, kind) {
  const color = context.settings.colors ? COLORS[STYLES[kind]] : undefined;
  return color === undefined ? text : `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
}
function quote(text) {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes("`") && !text.includes("${") ? "`" : "'";
  const escaped = text.replace(/[\u0000-\u001f\u007f-\u009f\\]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, (unit) => {
    const known = { "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\v": "\\v", "\\": "\\\\" }[unit];
    const code = unit.charCodeAt(0);
    return known ?? (code > 255 ? `\\u${code.toString(16).toUpperCase()}` : `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`);
  });
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}
function primitive(context, value, top) {
  switch (typeof value) {
    case "string": {
      const most = context.settings.maxStringLength;
      const rest = value.length - most;
      return style(context, quote(rest > 0 ? value.slice(0, most) : value), "string") + (rest > 0 ? `... ${rest} more character${rest > 1 ? "s" : ""}` : "");
    }
    case "number": return style(context, Object.is(value, -0) ? "-0" : `${value}`, "number");
    case "bigint": return style(context, `${value}n`, "bigint");
    case "symbol": return style(context, Symbol.prototype.toString.call(value), "symbol");
    case "boolean": return style(context, `${value}`, "boolean");
    default: return style(context, `${value}`, value === null ? "null" : "undefined");
  }
}

function show(context, value, depth, top = false) {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return primitive(context, value, top);
  const { settings } = context;
  if (settings.customInspect && typeof value[custom] === "function" && value[custom] !== inspect && !(value.constructor?.prototype === value)) {
    const result = value[custom](settings.depth - depth, { ...settings, depth: settings.depth - depth, stylize: (text, kind) => style(context, `${text}`, kind) }, inspect);
    if (result !== value) return typeof result === "string" ? result.replaceAll("\n", `\n${" ".repeat(context.level)}`) : show(context, result, depth);
  }
  if (context.seen.includes(value)) {
    if (!context.circular.has(value)) context.circular.set(value, context.circular.size + 1);
    return style(context, `[Circular *${context.circular.get(value)}]`, "special");
  }
  return compound(context, value, depth);
}

function constructorName(value) {
  for (let object = value; object !== null; object = Object.getPrototypeOf(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, "constructor");
    if (typeof descriptor?.value === "function" && descriptor.value.name !== "" && (object === value || Object.prototype.isPrototypeOf.call(object, value))) return descriptor.value.name;
  }
  return null;
}
function prefix(name, fallback, tag, size) {
  const shown = name === null ? `[${fallback}${size}: null prototype] ` : `${name}${size} `;
  return tag !== "" && tag !== name ? `${shown}[${tag}] ` : shown;
}

/** How each kind of object begins, ends and lists what is in it. */
function compound(context, value, depth) {
  const { settings } = context;
  const name = constructorName(value);
  let tag = "";
  try {
    tag = typeof value[Symbol.toStringTag] === "string" ? value[Symbol.toStringTag] : "";
  } catch {
    tag = "";
  }
  let keys = settings.showHidden ? Reflect.ownKeys(value) : Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
  let base = "";
  let braces = ["{", "}"];
  let entries = () => [];
  const indexed = Array.isArray(value) || types.isTypedArray(value);
  if (indexed) {
    keys = keys.filter((key) => typeof key === "symbol" || !/^(0|[1-9]\d*)$/.test(key));
    const plain = Array.isArray(value) && name === "Array";
    braces = [plain ? "[" : `${prefix(name, Array.isArray(value) ? "Array" : "TypedArray", Array.isArray(value) ? tag : "", `(${value.length})`)}[`, "]"];
    if (value.length === 0 && keys.length === 0) return `${braces[0]}]`;
    entries = () => items(context, value, depth);
  } else if (types.isSet(value)) {
    braces[0] = `${prefix(name, "Set", tag, `(${value.size})`)}{`;
    entries = () => limited(context, Array.from(Set.prototype.values.call(value)), (item) => show(context, item, depth + 1));
  } else if (types.isMap(value)) {
    braces[0] = `${prefix(name, "Map", tag, `(${value.size})`)}{`;
    entries = () => limited(context, Array.from(Map.prototype.entries.call(value)), ([key, item]) => `${show(context, key, depth + 1)} => ${show(context, item, depth + 1)}`);
  } else if (typeof value === "function") {
    base = functionText(value, name, tag);
    if (keys.length === 0) return style(context, base, "special");
  } else if (types.isRegExp(value)) {
    base = style(context, RegExp.prototype.toString.call(value), "regexp");
  } else if (types.isDate(value)) {
    base = style(context, Number.isNaN(value.getTime()) ? "Invalid Date" : Date.prototype.toISOString.call(value), "date");
  } else if (internals.isError(value) || value instanceof Error) {
    base = errorText(context, value, keys);
    keys = keys.filter((key) => key !== "stack" && key !== "message");
    if (Object.hasOwn(value, "cause") && !keys.includes("cause")) keys.push("cause");
    if (Array.isArray(value.errors) && !keys.includes("errors")) keys.push("errors");
  } else if (types.isAnyArrayBuffer(value)) {
    braces[0] = `${prefix(name, "ArrayBuffer", "", "")}{`;
    entries = () => [`[Uint8Contents]: <${Array.from(new Uint8Array(value).subarray(0, 50), (byte) => byte.toString(16).padStart(2, "0")).join(" ")}${value.byteLength > 50 ? ` ... ${value.byteLength - 50} more bytes` : ""}>`, `byteLength: ${show(context, value.byteLength, depth)}`];
  } else if (types.isPromise(value)) {
    braces[0] = `${prefix(name, "Promise", tag, "")}{`;
  } else if (types.isBoxedPrimitive(value)) {
    const inner = value.valueOf();
    if (typeof inner === "string") keys = keys.filter((key) => typeof key === "symbol" || !/^\d+$/.test(key));
    base = style(context, `[${types.isSymbolObject(value) ? "Symbol" : name ?? "Object"}: ${primitive({ settings: { ...settings, colors: false } }, inner)}]`, typeof inner);
  } else if (types.isWeakMap(value) || types.isWeakSet(value)) {
    braces[0] = `${prefix(name, "WeakSet", tag, "")}{`;
    entries = () => [style(context, "<items unknown>", "special")];
  } else if (types.isModuleNamespaceObject(value)) {
    braces[0] = "[Module: null prototype] {";
  } else if (types.isArgumentsObject(value)) {
    braces = ["[Arguments] [", "]"];
    keys = keys.filter((key) => typeof key === "symbol" || !/^\d+$/.test(key));
    entries = () => items(context, value, depth);
  } else if (name !== "Object" || tag !== "") {
    braces[0] = `${prefix(name, "Object", tag, "")}{`;
  }
  if (depth > settings.depth) return style(context, `[${indexed ? "Array" : name === null ? "Object: null prototype" : name}]`, "special");
  return filled(context, value, depth, base, braces, entries, keys, indexed);
}

function filled(context, value, depth, base, braces, entries, keys, indexed) {
  const { settings } = context;
  context.seen.push(value);
  context.level += 2;
  const parts = entries();
  if (settings.sorted) keys = keys.toSorted(typeof settings.sorted === "function" ? settings.sorted : (a, b) => (String(a) < String(b) ? -1 : 1));
  for (const key of keys) parts.push(property(context, value, key, depth));
  context.level -= 2;
  context.seen.pop();
  const number = context.circular.get(value);
  if (number !== undefined) {
    const mark = style(context, `<ref *${number}>`, "special");
    if (base !== "") base = `${mark} ${base}`;
    else braces = [`${mark} ${braces[0]}`, braces[1]];
  }
  if (parts.length === 0) return base !== "" ? base : `${braces[0]}${braces[1]}`;
  if (base !== "") braces = [`${base} ${braces[0]}`, braces[1]];
  return join(context, parts, braces, indexed, depth);
}
function join(context, parts, [open, close], indexed, depth) {
  const { compact, breakLength } = context.settings;
  const indent = " ".repeat(context.level);
  if (indexed && parts.length > 6 && compact !== false) parts = columns(context, parts);
  const total = parts.reduce((sum, part) => sum + part.length + 2, open.length + context.level);
  const flat = !parts.some((part) => part.includes("\n"));
  const nested = typeof compact === "number" ? nesting(parts) < compact : compact;
  if (flat && nested && total + parts.length <= breakLength && !(indexed && parts.grouped)) return `${open} ${parts.join(", ")} ${close}`;
  if (parts.grouped) return `${open}\n${indent}  ${parts.join(`\n${indent}  `)}\n${indent}${close}`;
  return `${open}\n${indent}  ${parts.join(`,\n${indent}  `)}\n${indent}${close}`;
}
/** How deep the brackets in parts are nested, roughly: objects within objects are broken into lines. */
function nesting(parts) {
  let most = 0;
  for (const part of parts) {
    let depth = 0;
    for (const unit of part.replace(/'(?:\\.|[^'\\])*'|"[^"]*"/g, "")) {
      if (unit === "{" || unit === "[") most = Math.max(most, ++depth);
      else if (unit === "}" || unit === "]") depth--;
    }
  }
  return most;
}
/** Short items of a long list in columns. */
function columns(context, parts) {
  const longest = Math.max(...parts.map((part) => part.length)) + 2;
  const total = parts.reduce((sum, part) => sum + part.length + 2, 0);
  if (longest > 16 && total / longest <= 5 || parts.some((part) => part.includes("\n")) || longest * 3 + context.level >= context.settings.breakLength) return parts;
  const count = Math.min(Math.round(Math.sqrt(2.5 * Math.max(longest - total / parts.length / 2, 1) * parts.length) / Math.max(longest - 2, 1)), Math.floor((context.settings.breakLength - context.level) / longest), 12, 15);
  if (count <= 1) return parts;
  const numbers = parts.every((part) => /^-?[\d.]+n?$/.test(part));
  const widths = [];
  for (let column = 0; column < count; column++) {
    let width = 0;
    for (let at = column; at < parts.length; at += count) width = Math.max(width, parts[at].length + 2);
    widths.push(width);
  }
  const rows = [];
  for (let at = 0; at < parts.length; at += count) {
    const row = parts.slice(at, at + count);
    const last = at + count >= parts.length;
    rows.push(row.map((part, column) => {
      const end = last && column === row.length - 1;
      const text = end ? part : `${part}, `;
      return numbers ? text.padStart(widths[column] - (end ? 2 : 0)) : column === row.length - 1 ? text.trimEnd() : text.padEnd(widths[column]);
    }).join("").trimEnd());
  }
  rows.grouped = true;
  return rows;
}

function limited(context, list, text) {
  const most = context.settings.maxArrayLength;
  const parts = list.slice(0, most).map(text);
  if (list.length > most) parts.push(more(list.length - most));
  return parts;
}
const more = (count) => `... ${count} more item${count > 1 ? "s" : ""}`;
function items(context, list, depth) {
  const most = Math.min(list.length, context.settings.maxArrayLength);
  const parts = [];
  let shown = 0;
  for (let i = 0; i < list.length && shown < most; i++, shown++) {
    if (i in list) {
      parts.push(show(context, list[i], depth + 1));
      continue;
    }
    let end = i;
    while (end < list.length && !(end in list)) end++;
    parts.push(style(context, `<${end - i} empty item${end - i > 1 ? "s" : ""}>`, "undefined"));
    i = end - 1;
  }
  if (list.length > most && shown >= most) parts.push(more(list.length - most));
  return parts;
}
function property(context, value, key, depth) {
  const descriptor = Object.getOwnPropertyDescriptor(value, key) ?? { value: value[key] };
  let text;
  if (descriptor.get !== undefined) text = style(context, descriptor.set !== undefined ? "[Getter/Setter]" : "[Getter]", "special");
  else if (descriptor.set !== undefined) text = style(context, "[Setter]", "special");
  else text = show(context, descriptor.value, depth + 1);
  const shown = typeof key === "symbol" ? `[${style(context, Symbol.prototype.toString.call(key), "symbol")}]`
    : descriptor.enumerable === false ? `[${key}]`
    : /^[A-Za-z_$][\w$]*$/.test(key) ? key : style(context, quote(key), "string");
  return `${shown}: ${text}`;
}
function functionText(value, name, tag) {
  const source = Function.prototype.toString.call(value);
  if (/^class\b/.test(source)) {
    const parent = Object.getPrototypeOf(value)?.name;
    return `[class ${value.name || "(anonymous)"}${parent ? ` extends ${parent}` : ""}]`;
  }
  const kind = types.isGeneratorFunction(value) ? (types.isAsyncFunction(value) ? "AsyncGeneratorFunction" : "GeneratorFunction") : types.isAsyncFunction(value) ? "AsyncFunction" : "Function";
  return `[${kind}${value.name ? `: ${value.name}` : " (anonymous)"}]${name === null ? " [null prototype]" : ""}`;
}
function errorText(context, error) {
  const stack = typeof error.stack === "string" && error.stack !== "" ? error.stack : `[${Error.prototype.toString.call(error)}]`;
  return context.level === 0 ? stack : stack.replaceAll("\n", `\n${" ".repeat(context.level)}`);
}

/** printf-like text, as console.log has it. */
function format(...args) { return formatWithOptions({}, ...args); }
function formatWithOptions(options, ...args) {
  const shown = (value, extra) => inspect(value, { ...options, ...extra });
  let text = "";
  let at = 0;
  if (typeof args[0] === "string") {
    at = 1;
    text = args.length === 1 ? args[0] : args[0].replace(/%[sdifjoOc%]/g, (mark) => {
      if (mark === "%%") return "%";
      if (at >= args.length) return mark;
      const value = args[at++];
      switch (mark) {
        case "%s": return asString(value, shown);
        case "%d": return typeof value === "bigint" ? `${value}n` : typeof value === "symbol" ? "NaN" : `${Number(value)}`;
        case "%i": return typeof value === "bigint" ? `${value}n` : typeof value === "symbol" ? "NaN" : `${parseInt(value)}`;
        case "%f": return typeof value === "symbol" ? "NaN" : `${parseFloat(value)}`;
        case "%j": return asJson(value);
        case "%o": return shown(value, { showHidden: true, depth: 4 });
        case "%O": return shown(value, {});
        default: return "";
      }
    });
  }
  for (; at < args.length; at++) text += `${text === "" && at === 0 ? "" : " "}${typeof args[at] === "string" ? args[at] : shown(args[at], {})}`;
  return text;
}
function asString(value, shown) {
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return String(value);
  const own = value.toString !== Object.prototype.toString && value.toString !== Error.prototype.toString && typeof value.toString === "function";
  return own && !Array.isArray(value) ? String(value) : shown(value, { depth: 0, colors: false, compact: 3 });
}
function asJson(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (/circular/i.test(error.message)) return "[Circular]";
    throw error;
  }
}

module.exports = { inspect, format, formatWithOptions, COLORS };
