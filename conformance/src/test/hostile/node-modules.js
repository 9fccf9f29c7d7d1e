// Asks in every way for modules that have files, processes, sockets, threads or the platform's own insides; none must be there.
// @expect 200 contained
import { createRequire, isBuiltin } from 'node:module';
const ABSENT = ('fs fs/promises child_process net http http2 https tls dgram dns cluster worker_threads vm v8 inspector repl tty wasi ' +
  'trace_events domain readline sea sqlite test sys constants punycode _http_agent internal/errors internal/crypto-key internal/process ' +
  'internal/bootstrap/realm ../process ./process.js process.js process/../internal/errors npm/readable-stream/lib/stream.js ' +
  'platform/entry.js __proto__ constructor toString hasOwnProperty').split(' ');
const ways = {
  import: (name) => import(name),
  require: (name) => createRequire('file:///function.js')(name),
  getBuiltinModule: (name) => { const found = process.getBuiltinModule(name); if (found === undefined) throw new Error(); return found; },
  isBuiltin: (name) => { if (!isBuiltin(name)) throw new Error(); },
};
export default async () => {
  const found = [];
  for (const name of ABSENT.flatMap((name) => [name, 'node:' + name, 'node:node:' + name, name + '/', name + '\0'])) {
    for (const [way, ask] of Object.entries(ways)) {
      try { await ask(name); found.push(`${way} ${name}`); } catch { continue; }
    }
  }
  return new Response(found.join('; ') || 'contained');
};
