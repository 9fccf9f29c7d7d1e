// Runs after testharness.js: collects results where the runner finds them.
globalThis.__results = [];
globalThis.__done = '';
add_result_callback(test => {
  __results.push(`${['PASS', 'FAIL', 'TIMEOUT', 'NOTRUN', 'PRECONDITION_FAILED'][test.status]}\t${test.name.replace(/[\t\n\r]/g, ' ')}`
    + `\t${String(test.message ?? '').replace(/\s+/g, ' ').slice(0, 300)}`);
});
add_completion_callback((tests, status) => {
  __done = ['OK', 'ERROR', 'TIMEOUT', 'PRECONDITION_FAILED'][status.status] + (status.message ? ` ${status.message}` : '');
});
// After the harness has chosen its environment: idlharness asks what kind of global this is.
globalThis.DedicatedWorkerGlobalScope = class DedicatedWorkerGlobalScope {
  static [Symbol.hasInstance](value) { return value === globalThis; }
};
Object.defineProperty(globalThis, 'WorkerGlobalScope', { value: __WorkerGlobalScope, writable: true, configurable: true });
delete globalThis.__WorkerGlobalScope;
