// Makes formatters without end; must be ended for a limit.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST | 200 contained
export default () => { const all = []; for (;;) all.push(new Intl.DateTimeFormat('en', { timeZone: 'UTC' }), new Intl.Collator('de')); };
