// performance (https://w3c.github.io/hr-time/, https://w3c.github.io/user-timing/, performance-timeline).
let entryState;
let lastEntry = 0;
class PerformanceEntry {
  #e;
  #id;
  constructor(token = undefined, state = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#e = state;
    this.#id = ++lastEntry;
  }
  get id() { return this.#id; }
  get navigationId() {
    this.#id;
    return 0;
  }
  get name() { return this.#e.name; }
  get entryType() { return this.#e.entryType; }
  get startTime() { return this.#e.startTime; }
  get duration() { return this.#e.duration; }
  toJSON() {
    const { name, entryType, startTime, duration, detail } = this.#e;
    return detail === undefined ? { name, entryType, startTime, duration } : { name, entryType, startTime, duration, detail };
  }
  static {
    entryState = (entry) => entry.#e;
  }
}
expose("PerformanceEntry", PerformanceEntry);
ObjectDefineProperty(PerformanceEntry, "length", { __proto__: null, value: 0, configurable: true });
class PerformanceMark extends PerformanceEntry {
  #detail;
  constructor(markName, markOptions = {}) {
    need(1, arguments.length, "Failed to construct 'PerformanceMark'");
    const name = toStr(markName);
    const init = toDictionary(markOptions, "Failed to construct 'PerformanceMark'") ?? {};
    const given = init.detail;
    const start = init.startTime === undefined ? relativeNow() : toDouble(init.startTime, "Failed to construct 'PerformanceMark'");
    if (start < 0) throw new TypeError("Failed to construct 'PerformanceMark': startTime cannot be negative");
    const detail = given === undefined || given === null ? null : structuredCloneValue(given, []);
    super(INTERNAL, { name, entryType: "mark", startTime: start, duration: 0, detail });
    this.#detail = detail;
  }
  get detail() { return this.#detail; }
}
expose("PerformanceMark", PerformanceMark);
class PerformanceMeasure extends PerformanceEntry {
  #detail;
  constructor(token = undefined, state = undefined) {
    super(token, state);
    this.#detail = state.detail;
  }
  get detail() { return this.#detail; }
}
expose("PerformanceMeasure", PerformanceMeasure);
ObjectDefineProperty(PerformanceMeasure, "length", { __proto__: null, value: 0, configurable: true });

const MAX_ENTRIES = 10000;
let timeline = [];
const observers = [];
function addEntry(entry) {
  if (timeline.length < MAX_ENTRIES) arrPush(timeline, entry);
  const type = entryState(entry).entryType;
  for (let i = 0; i < observers.length; i++) {
    const o = observers[i];
    if (arrIncludes(o.types, type)) {
      arrPush(o.buffer, entry);
      notifyLater(o);
    }
  }
  return entry;
}
function selectEntries(list, name, type) {
  const found = [];
  for (let i = 0; i < list.length; i++) {
    const e = entryState(list[i]);
    if ((name === undefined || e.name === name) && (type === undefined || e.entryType === type)) arrPush(found, list[i]);
  }
  return arrSort(found, (a, b) => entryState(a).startTime - entryState(b).startTime);
}
function dropEntries(type, name) {
  const kept = [];
  for (let i = 0; i < timeline.length; i++) {
    const e = entryState(timeline[i]);
    if (e.entryType !== type || (name !== undefined && e.name !== name)) arrPush(kept, timeline[i]);
  }
  timeline = kept;
}
/** The time a mark's name or a number stands for. */
function markTime(mark, where) {
  if (typeof mark !== "string") {
    const time = toDouble(mark, where);
    if (time < 0) throw new TypeError(`${where}: a time cannot be negative`);
    return time;
  }
  for (let i = timeline.length - 1; i >= 0; i--) {
    const e = entryState(timeline[i]);
    if (e.entryType === "mark" && e.name === mark) return e.startTime;
  }
  throw new DOMException(`${where}: The mark '${mark}' does not exist.`, "SyntaxError");
}
const markOrTime = (value) => (typeof value === "number" ? value : toStr(value));

class Performance extends EventTarget {
  #brand;
  constructor(token = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    super();
    this.#brand = true;
  }
  now() {
    this.#brand;
    return relativeNow();
  }
  get timeOrigin() {
    this.#brand;
    return timeOrigin;
  }
  toJSON() {
    this.#brand;
    return { timeOrigin };
  }
  mark(markName, markOptions = {}) {
    this.#brand;
    need(1, arguments.length, "Failed to execute 'mark' on 'Performance'");
    return addEntry(new PerformanceMark(markName, markOptions));
  }
  measure(measureName, startOrMeasureOptions = {}, endMark = undefined) {
    this.#brand;
    const where = "Failed to execute 'measure' on 'Performance'";
    need(1, arguments.length, where);
    const name = toStr(measureName);
    return addEntry(new PerformanceMeasure(INTERNAL, measureState(name, startOrMeasureOptions, endMark, where)));
  }
  clearMarks(markName = undefined) {
    this.#brand;
    dropEntries("mark", markName === undefined ? undefined : toStr(markName));
  }
  clearMeasures(measureName = undefined) {
    this.#brand;
    dropEntries("measure", measureName === undefined ? undefined : toStr(measureName));
  }
  getEntries() {
    this.#brand;
    return selectEntries(timeline, undefined, undefined);
  }
  getEntriesByType(type) {
    this.#brand;
    need(1, arguments.length, "Failed to execute 'getEntriesByType' on 'Performance'");
    return selectEntries(timeline, undefined, toStr(type));
  }
  getEntriesByName(name, type = undefined) {
    this.#brand;
    need(1, arguments.length, "Failed to execute 'getEntriesByName' on 'Performance'");
    return selectEntries(timeline, toStr(name), type === undefined ? undefined : toStr(type));
  }
}
expose("Performance", Performance);
function measureState(name, options, endMark, where) {
  const given = isObject(options) ? options : null;
  let start, end, duration, detail = null, withOptions = false;
  if (given !== null) {
    const rawDetail = given.detail;
    duration = given.duration === undefined ? undefined : toDouble(given.duration, where);
    end = given.end === undefined ? undefined : markOrTime(given.end);
    start = given.start === undefined ? undefined : markOrTime(given.start);
    withOptions = start !== undefined || end !== undefined || duration !== undefined || rawDetail !== undefined;
    if (withOptions) {
      if (endMark !== undefined) throw new TypeError(`${where}: an end mark cannot be given with options`);
      if (start === undefined && end === undefined) throw new TypeError(`${where}: start or end must be given`);
      if (start !== undefined && end !== undefined && duration !== undefined) {
        throw new TypeError(`${where}: start, end and duration cannot be given together`);
      }
    }
    if (rawDetail !== undefined && rawDetail !== null) detail = structuredCloneValue(rawDetail, []);
  } else if (options !== undefined && options !== null) {
    start = toStr(options);
  }
  let endTime, startTime;
  if (endMark !== undefined) endTime = markTime(toStr(endMark), where);
  else if (end !== undefined) endTime = markTime(end, where);
  else if (start !== undefined && duration !== undefined) endTime = markTime(start, where) + duration;
  else endTime = relativeNow();
  if (start !== undefined) startTime = markTime(start, where);
  else if (duration !== undefined && end !== undefined) startTime = endTime - duration;
  else startTime = 0;
  return { name, entryType: "measure", startTime, duration: endTime - startTime, detail };
}
const performanceObject = new Performance(INTERNAL);
exposeGetter("performance", () => performanceObject, (value) => exposeValue("performance", value));

// PerformanceObserver.
class PerformanceObserverEntryList {
  #list;
  constructor(token = undefined, list = undefined) {
    if (token !== INTERNAL) throw illegalConstructor();
    this.#list = list;
  }
  getEntries() { return selectEntries(this.#list, undefined, undefined); }
  getEntriesByType(type) {
    const list = this.#list;
    need(1, arguments.length, "Failed to execute 'getEntriesByType' on 'PerformanceObserverEntryList'");
    return selectEntries(list, undefined, toStr(type));
  }
  getEntriesByName(name, type = undefined) {
    const list = this.#list;
    need(1, arguments.length, "Failed to execute 'getEntriesByName' on 'PerformanceObserverEntryList'");
    return selectEntries(list, toStr(name), type === undefined ? undefined : toStr(type));
  }
}
expose("PerformanceObserverEntryList", PerformanceObserverEntryList);
ObjectDefineProperty(PerformanceObserverEntryList, "length", { __proto__: null, value: 0, configurable: true });

const ENTRY_TYPES = ObjectFreeze(["mark", "measure"]);
class PerformanceObserver {
  #o;
  constructor(callback) {
    need(1, arguments.length, "Failed to construct 'PerformanceObserver'");
    toFunction(callback, "Failed to construct 'PerformanceObserver'");
    this.#o = { object: this, callback, types: [], single: null, buffer: [], scheduled: false, dropped: true };
  }
  static get supportedEntryTypes() { return ENTRY_TYPES; }
  observe(options = {}) {
    const o = this.#o;
    const where = "Failed to execute 'observe' on 'PerformanceObserver'";
    const init = toDictionary(options, where) ?? {};
    const buffered = init.buffered;
    const list = init.entryTypes === undefined ? undefined : toSequence(init.entryTypes, where);
    const type = init.type === undefined ? undefined : toStr(init.type);
    if (list === undefined && type === undefined) throw new TypeError(`${where}: entryTypes or type must be given`);
    if (list !== undefined && (type !== undefined || buffered !== undefined)) {
      throw new TypeError(`${where}: entryTypes cannot be given with type or buffered`);
    }
    if (o.single !== null && o.single !== (type !== undefined)) {
      throw new DOMException(`${where}: the kind of observation cannot change`, "InvalidModificationError");
    }
    o.single = type !== undefined;
    if (o.single) {
      if (!arrIncludes(ENTRY_TYPES, type)) return;
      if (!arrIncludes(o.types, type)) arrPush(o.types, type);
      if (buffered) {
        const past = selectEntries(timeline, undefined, type);
        for (let i = 0; i < past.length; i++) arrPush(o.buffer, past[i]);
        if (past.length > 0) notifyLater(o);
      }
    } else {
      const types = [];
      for (let i = 0; i < list.length; i++) {
        const text = toStr(list[i]);
        if (arrIncludes(ENTRY_TYPES, text) && !arrIncludes(types, text)) arrPush(types, text);
      }
      if (types.length === 0) return;
      o.types = types;
    }
    if (!arrIncludes(observers, o)) arrPush(observers, o);
  }
  disconnect() {
    const o = this.#o;
    const at = arrIndexOf(observers, o);
    if (at >= 0) arrSplice(observers, at, 1);
    o.types = [];
    o.buffer = [];
    o.single = null;
  }
  takeRecords() {
    const records = this.#o.buffer;
    this.#o.buffer = [];
    return records;
  }
}
expose("PerformanceObserver", PerformanceObserver);
function notifyLater(o) {
  if (o.scheduled) return;
  o.scheduled = true;
  startTimer(() => {
    o.scheduled = false;
    if (o.buffer.length === 0) return;
    const list = new PerformanceObserverEntryList(INTERNAL, o.buffer);
    o.buffer = [];
    const options = o.dropped ? { droppedEntriesCount: 0 } : {};
    o.dropped = false;
    ReflectApply(o.callback, o.object, [list, o.object, options]);
  }, 0, 0, null);
}
