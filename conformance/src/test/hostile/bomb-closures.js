// Compiles functions without end; must be ended for a limit.
// @expect 503 MEMORY_LIMIT | 504 CPU_LIMIT
export default () => { const all = []; for (let i = 0; ; i++) all.push(new Function('return ' + i + ' + `' + 'x'.repeat(10_000) + '`')); };
