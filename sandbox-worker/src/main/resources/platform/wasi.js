// Programs: WebAssembly modules that are commands of WASI preview 1 (https://github.com/WebAssembly/WASI/tree/wasi-0.1).
// Each request is one run of a fresh instance, under the Common Gateway Interface (RFC 3875).
const WASI = "wasi_snapshot_preview1";
const WASI_OUTPUT_BYTES = 33554432;
const WASI_LOG_LINE = 16384;
const WASI_ERROR = { __proto__: null, success: 0, badf: 8, fault: 21, inval: 28, nospc: 51, notsup: 58, spipe: 70 };
const WASI_RIGHTS = 0x42n;
/** Thrown through the program's frames by proc_exit. */
class ProgramExit {
  constructor(code) { this.code = code; }
}

class ProgramRun {
  constructor(variables, input) {
    this.memory = null;
    this.arguments = [encodeUtf8("function\0")];
    this.variables = [];
    for (const name in variables) arrPush(this.variables, encodeUtf8(strWellFormed(`${name}=${variables[name]}\0`)));
    this.input = input;
    this.read = 0;
    this.output = [];
    this.written = 0;
    this.line = "";
  }
  view() { return new DataView(this.memory.buffer); }
  /** Bytes of the program's memory; a place outside of it is a RangeError. */
  bytes(at, length) { return new Uint8Array(this.memory.buffer, at >>> 0, length >>> 0); }
  sizes(list, count, total) {
    let size = 0;
    for (let i = 0; i < list.length; i++) size += list[i].length;
    this.view().setUint32(count >>> 0, list.length, true);
    this.view().setUint32(total >>> 0, size, true);
  }
  texts(list, pointers, at) {
    for (let i = 0; i < list.length; i++) {
      this.view().setUint32((pointers >>> 0) + 4 * i, at, true);
      typedSet(this.bytes(at, list[i].length), list[i]);
      at += list[i].length;
    }
  }
  /** Calls back with each of the places that a list of vectors names, until it gives false. */
  vectors(list, count, each) {
    for (let i = 0; i < count; i++) {
      const at = (list >>> 0) + 8 * i;
      if (!each(this.bytes(this.view().getUint32(at, true), this.view().getUint32(at + 4, true)))) return;
    }
  }
  log(text) {
    const lines = strSplit(this.line + text, "\n");
    for (let i = 0; i < lines.length - 1; i++) host.log(currentRequest(), "error", lines[i]);
    this.line = lines[lines.length - 1];
    if (this.line.length > WASI_LOG_LINE) this.log("\n");
  }
}

/** The functions by name; each gives an error number, or undefined for success. */
const wasiFunctions = {
  __proto__: null,
  args_sizes_get: (run, count, total) => run.sizes(run.arguments, count, total),
  args_get: (run, pointers, at) => run.texts(run.arguments, pointers, at),
  environ_sizes_get: (run, count, total) => run.sizes(run.variables, count, total),
  environ_get: (run, pointers, at) => run.texts(run.variables, pointers, at),
  clock_res_get(run, clock, at) {
    if (clock > 3) return WASI_ERROR.inval;
    run.view().setBigUint64(at >>> 0, 100000n, true);
  },
  clock_time_get(run, clock, precision, at) {
    if (clock > 3) return WASI_ERROR.inval;
    run.view().setBigUint64(at >>> 0, wasiClock(clock), true);
  },
  random_get(run, at, length) {
    const target = run.bytes(at, length);
    for (let i = 0; i < target.length; i += MAX_RANDOM) {
      const part = new Uint8Array(needHost().random(MathMin(MAX_RANDOM, target.length - i)));
      typedSet(target, part, i);
    }
  },
  fd_write(run, fd, list, count, at) {
    if (fd !== 1 && fd !== 2) return WASI_ERROR.badf;
    let total = 0;
    let full = false;
    run.vectors(list, count, (bytes) => {
      full = fd === 1 && run.written + bytes.length > WASI_OUTPUT_BYTES;
      if (full) return false;
      total += bytes.length;
      if (fd === 2) {
        run.log(decodeUtf8Raw(typedSlice(bytes), false));
      } else {
        run.written += bytes.length;
        arrPush(run.output, typedSlice(bytes));
      }
      return true;
    });
    if (full && total === 0) return WASI_ERROR.nospc;
    run.view().setUint32(at >>> 0, total, true);
  },
  fd_read(run, fd, list, count, at) {
    if (fd !== 0) return WASI_ERROR.badf;
    let total = 0;
    run.vectors(list, count, (bytes) => {
      const length = MathMin(bytes.length, run.input.length - run.read);
      typedSet(bytes, new Uint8Array(typedBuffer(run.input), typedByteOffset(run.input) + run.read, length));
      run.read += length;
      total += length;
      return run.read < run.input.length;
    });
    run.view().setUint32(at >>> 0, total, true);
  },
  fd_fdstat_get(run, fd, at) {
    if (fd > 2 || fd < 0) return WASI_ERROR.badf;
    typedFill(run.bytes(at, 24), 0);
    run.view().setBigUint64((at >>> 0) + 8, WASI_RIGHTS, true);
  },
  fd_filestat_get(run, fd, at) {
    if (fd > 2 || fd < 0) return WASI_ERROR.badf;
    typedFill(run.bytes(at, 64), 0);
  },
  fd_close: (run, fd) => (fd > 2 || fd < 0 ? WASI_ERROR.badf : undefined),
  fd_seek: (run, fd) => (fd > 2 || fd < 0 ? WASI_ERROR.badf : WASI_ERROR.spipe),
  fd_tell: (run, fd) => (fd > 2 || fd < 0 ? WASI_ERROR.badf : WASI_ERROR.spipe),
  proc_exit(run, code) { throw new ProgramExit(code); },
  sched_yield: () => undefined,
  /** Waiting computes: nothing else runs in the meantime. */
  poll_oneoff(run, subscriptions, events, count, at) {
    if (count === 0) return WASI_ERROR.inval;
    let due = null;
    for (let i = 0; i < count; i++) {
      const from = (subscriptions >>> 0) + 48 * i;
      if (run.view().getUint8(from + 8) !== 0) return WASI_ERROR.notsup;
      const clock = run.view().getUint32(from + 16, true);
      if (clock > 3) return WASI_ERROR.inval;
      const timeout = run.view().getBigUint64(from + 24, true);
      const absolute = (run.view().getUint16(from + 40, true) & 1) !== 0;
      const left = absolute ? timeout - wasiClock(clock) : timeout;
      if (due === null || left < due.left) due = { __proto__: null, left, user: run.view().getBigUint64(from, true) };
    }
    const end = wasiClock(1) + due.left;
    while (wasiClock(1) < end);
    typedFill(run.bytes(events, 32), 0);
    run.view().setBigUint64(events >>> 0, due.user, true);
    run.view().setUint32(at >>> 0, 1, true);
  },
};
/** Nanoseconds of the real-time clock (0) or since the isolate began. */
const wasiClock = (clock) => BigInt(MathFloor((clock === 0 ? nowMillis() : nowMillis() - timeOrigin) * 1000)) * 1000n;
{
  // There are no files, folders and sockets: whatever names one names none that is open.
  const absent = [
    "fd_advise", "fd_allocate", "fd_datasync", "fd_fdstat_set_flags", "fd_fdstat_set_rights", "fd_filestat_set_size",
    "fd_filestat_set_times", "fd_pread", "fd_prestat_get", "fd_prestat_dir_name", "fd_pwrite", "fd_readdir", "fd_renumber",
    "fd_sync", "path_create_directory", "path_filestat_get", "path_filestat_set_times", "path_link", "path_open",
    "path_readlink", "path_remove_directory", "path_rename", "path_symlink", "path_unlink_file", "sock_accept", "sock_recv",
    "sock_send", "sock_shutdown",
  ];
  for (let i = 0; i < absent.length; i++) wasiFunctions[absent[i]] = () => WASI_ERROR.badf;
  wasiFunctions.proc_raise = () => WASI_ERROR.notsup;
}
function wasiImports(run) {
  const imports = { __proto__: null };
  for (const name in wasiFunctions) {
    const body = wasiFunctions[name];
    imports[name] = (a, b, c, d, e, f, g, h, i) => {
      try {
        return body(run, a, b, c, d, e, f, g, h, i) ?? WASI_ERROR.success;
      } catch (error) {
        if (error instanceof RangeError) return WASI_ERROR.fault;
        throw error;
      }
    };
  }
  return { __proto__: null, [WASI]: imports };
}

/** Compiles a module and checks that it is a command; it is then what answers requests. */
function loadProgram(bytes) {
  const module = new WebAssembly.Module(bytes);
  const imports = WebAssembly.Module.imports(module);
  for (let i = 0; i < imports.length; i++) {
    const { module: from, name } = imports[i];
    if (from !== WASI || wasiFunctions[name] === undefined) {
      throw new TypeError(`The program imports "${name}" from "${from}". There is only ${WASI}, with ${arrJoin(ObjectKeys(wasiFunctions), ", ")}`);
    }
  }
  const exported = (name, kind) => {
    const list = WebAssembly.Module.exports(module);
    for (let i = 0; i < list.length; i++) if (list[i].name === name && list[i].kind === kind) return;
    throw new TypeError(`The program has no ${kind} "${name}". It must be a command of WASI preview 1, built for wasm32-wasip1 or wasm32-wasi`);
  };
  exported("_start", "function");
  exported("memory", "memory");
  handler = (request) => {
    if (request.body === null) return runProgram(module, request, EMPTY_BYTES);
    return promiseThen(consumeBody(request.body, asBytes), (input) => runProgram(module, request, input));
  };
  return "command";
}
function runProgram(module, request, input) {
  const run = new ProgramRun(programVariables(request, input.length), input);
  const instance = new WebAssembly.Instance(module, wasiImports(run));
  run.memory = instance.exports.memory;
  let code = 0;
  try {
    instance.exports._start();
  } catch (error) {
    if (!(error instanceof ProgramExit)) throw error;
    code = error.code;
  }
  if (run.line !== "") run.log("\n");
  if (code !== 0) {
    if (run.written === 0) throw new Error(`The program ended with exit code ${code} and wrote no response`);
    host.log(currentRequest(), "warn", `The program ended with exit code ${code}`);
  }
  return programResponse(joinBytes(run.output, run.written));
}
function joinBytes(parts, length) {
  const all = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    typedSet(all, parts[i], at);
    at += parts[i].length;
  }
  return all;
}
/** The deployment's env and, over it, the request's meta-variables (RFC 3875, section 4.1). */
function programVariables(request, length) {
  const url = new URL(serializeUrl(requestUrl(request)));
  const variables = ObjectAssign({ __proto__: null }, environment);
  const secure = url.protocol === "https:";
  const pairs = sortedHeaders(request.headers);
  for (let i = 0; i < pairs.length; i++) {
    const name = strReplaceAll(strUpper(pairs[i][0]), "-", "_");
    // HTTP_PROXY configures programs: a request must not.
    if (name !== "PROXY") variables[`HTTP_${name}`] = pairs[i][1];
  }
  ObjectAssign(variables, {
    __proto__: null,
    GATEWAY_INTERFACE: "CGI/1.1",
    SERVER_SOFTWARE: "AlternateFutures",
    SERVER_PROTOCOL: "HTTP/1.1",
    SERVER_NAME: url.hostname,
    SERVER_PORT: url.port || (secure ? "443" : "80"),
    REQUEST_METHOD: request.method,
    REQUEST_SCHEME: strSlice(url.protocol, 0, -1),
    REQUEST_URI: url.pathname + url.search,
    SCRIPT_NAME: "",
    PATH_INFO: decodeUtf8Raw(percentDecodeText(url.pathname), false),
    QUERY_STRING: strSlice(url.search, 1),
    CONTENT_LENGTH: length === 0 ? "" : `${length}`,
    CONTENT_TYPE: variables.HTTP_CONTENT_TYPE ?? "",
  });
  if (secure) variables.HTTPS = "on";
  return variables;
}
function percentDecodeText(text) {
  const bytes = encodeUtf8(text);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const code = bytes[i] === 37 ? parseNumber(latin1Text(typedSlice(bytes, i + 1, i + 3)), 16) : NaN;
    const escaped = !NumberIsNaN(code) && i + 2 < bytes.length;
    bytes[length++] = escaped ? code : bytes[i];
    if (escaped) i += 2;
  }
  return typedSlice(bytes, 0, length);
}
/** A response from a program's output: header fields, an empty line, the body (RFC 3875, section 6). */
function programResponse(output) {
  const headers = new Headers();
  let status = 0;
  let located = false;
  for (let at = 0; ;) {
    let end = at;
    while (end < output.length && output[end] !== 10) end++;
    if (end === output.length) throw new TypeError("The program's output is no CGI response: no empty line ends its header");
    const line = latin1Text(typedSlice(output, at, end > at && output[end - 1] === 13 ? end - 1 : end));
    at = end + 1;
    if (line === "") {
      if (status === 0) status = located ? 302 : 200;
      const body = isNullBodyStatus(status) || at === output.length ? null : typedSlice(output, at);
      return new Response(body, { __proto__: null, status, headers });
    }
    const colon = strIndexOf(line, ":");
    const name = strSlice(line, 0, MathMax(colon, 0));
    const value = trimAscii(strSlice(line, colon + 1));
    if (colon < 1) throw new TypeError("The program's output is no CGI response: its header has a line without a name and a colon");
    if (strLower(name) === "status") status = parseNumber(value, 10);
    else headers.append(name, value);
    if (strLower(name) === "location") located = true;
  }
}
