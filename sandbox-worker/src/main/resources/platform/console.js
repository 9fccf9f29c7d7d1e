// console (https://console.spec.whatwg.org/): lines go to the function's log.
const MAX_LOG_LINE = 16384;
let logIndent = "";
const logCounts = new Map();
const logTimers = new Map();
function logLine(level, text) {
  if (host === null) return;
  if (logIndent !== "") text = logIndent + strReplaceAll(text, "\n", `\n${logIndent}`);
  if (text.length > MAX_LOG_LINE) text = `${strSlice(text, 0, MAX_LOG_LINE)}\u2026 (${text.length - MAX_LOG_LINE} more characters)`;
  host.log(currentRequest(), level, strWellFormed(text));
}
const labelOf = (label) => (label === undefined ? "default" : toStr(label));
function logTable(data) {
  if (!isObject(data)) return topLevel(data);
  const columns = ["(index)"];
  const rows = [];
  const keys = ObjectKeys(data);
  for (let i = 0; i < keys.length; i++) {
    const row = [keys[i]];
    const item = data[keys[i]];
    if (isObject(item)) {
      const names = ObjectKeys(item);
      for (let k = 0; k < names.length; k++) {
        let column = arrIndexOf(columns, names[k], 1);
        if (column < 0) column = arrPush(columns, names[k]) - 1;
        row[column] = inspectValue(item[names[k]], INSPECT_DEPTH, [], false);
      }
    } else {
      row.value = inspectValue(item, INSPECT_DEPTH, [], false);
    }
    arrPush(rows, row);
  }
  let lines = "";
  let valued = false;
  for (let i = 0; i < rows.length; i++) valued ||= rows[i].value !== undefined;
  const width = (column) => {
    let most = columns[column].length;
    for (let i = 0; i < rows.length; i++) most = MathMax(most, (rows[i][column] ?? "").length);
    return most;
  };
  if (valued) {
    const column = arrPush(columns, "Values") - 1;
    for (let i = 0; i < rows.length; i++) rows[i][column] = rows[i].value ?? "";
  }
  const widths = [];
  for (let i = 0; i < columns.length; i++) widths[i] = width(i);
  const line = (cells) => {
    let text = "\u2502";
    for (let i = 0; i < columns.length; i++) text += ` ${strPadEnd(cells[i] ?? "", widths[i])} \u2502`;
    return text;
  };
  lines = line(columns);
  for (let i = 0; i < rows.length; i++) lines += `\n${line(rows[i])}`;
  return lines;
}
const consoleMethods = {
  debug(...data) { logLine("debug", formatLog(data)); },
  error(...data) { logLine("error", formatLog(data)); },
  info(...data) { logLine("info", formatLog(data)); },
  log(...data) { logLine("log", formatLog(data)); },
  warn(...data) { logLine("warn", formatLog(data)); },
  trace(...data) {
    const holder = {};
    captureStack(holder, consoleMethods.trace);
    const stack = toStr(holder.stack);
    const at = strIndexOf(stack, "\n");
    logLine("debug", `Trace${data.length === 0 ? "" : `: ${formatLog(data)}`}${at < 0 ? "" : strSlice(stack, at)}`);
  },
  dir(item = undefined, options = undefined) {
    void options;
    logLine("log", inspect(item));
  },
  dirxml(...data) { logLine("log", formatLog(data)); },
  table(tabularData = undefined, properties = undefined) {
    void properties;
    logLine("log", logTable(tabularData));
  },
  assert(condition = false, ...data) {
    if (condition) return;
    if (data.length > 0 && typeof data[0] === "string") data[0] = `Assertion failed: ${data[0]}`;
    else data = ["Assertion failed", ...data];
    logLine("error", formatLog(data));
  },
  clear() { logIndent = ""; },
  count(label = "default") {
    const key = labelOf(label);
    const count = (mapGet(logCounts, key) ?? 0) + 1;
    mapSet(logCounts, key, count);
    logLine("info", `${key}: ${count}`);
  },
  countReset(label = "default") { mapSet(logCounts, labelOf(label), 0); },
  group(...data) {
    if (data.length > 0) logLine("log", formatLog(data));
    if (logIndent.length < 40) logIndent += "  ";
  },
  groupCollapsed(...data) {
    if (data.length > 0) logLine("log", formatLog(data));
    if (logIndent.length < 40) logIndent += "  ";
  },
  groupEnd() { logIndent = strSlice(logIndent, 2); },
  time(label = "default") {
    const key = labelOf(label);
    if (mapHas(logTimers, key)) logLine("warn", `Timer '${key}' already exists`);
    else mapSet(logTimers, key, nowMillis());
  },
  timeLog(label = "default", ...data) {
    const key = labelOf(label);
    const start = mapGet(logTimers, key);
    if (start === undefined) return logLine("warn", `Timer '${key}' does not exist`);
    logLine("info", `${key}: ${nowMillis() - start}ms${data.length === 0 ? "" : ` ${formatLog(data)}`}`);
  },
  timeEnd(label = "default") {
    const key = labelOf(label);
    const start = mapGet(logTimers, key);
    if (start === undefined) return logLine("warn", `Timer '${key}' does not exist`);
    mapDelete(logTimers, key);
    logLine("info", `${key}: ${nowMillis() - start}ms`);
  },
};
{
  const console = ObjectCreate({ __proto__: ObjectPrototype });
  const names = ObjectKeys(consoleMethods);
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(console, names[i],
      { __proto__: null, value: consoleMethods[names[i]], writable: true, enumerable: true, configurable: true });
  }
  ObjectDefineProperty(console, SymbolToStringTag, { __proto__: null, value: "console", configurable: true });
  exposeValue("console", console);
}
