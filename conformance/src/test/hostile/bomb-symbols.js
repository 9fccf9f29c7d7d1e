// Fills the registry of symbols, which is never emptied; must be ended for a limit.
// @expect 503 MEMORY_LIMIT | 504 CPU_LIMIT
export default () => { for (let i = 0; ; i++) Symbol.for('s' + i + 'x'.repeat(1_000)); };
