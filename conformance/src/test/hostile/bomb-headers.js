// Fills a header without end; must be ended for a limit.
// @expect 500 FUNCTION_ERROR | 503 MEMORY_LIMIT | 504 CPU_LIMIT
export default () => { const h = new Headers(); for (let i = 0; ; i++) h.append('a' + i, 'x'.repeat(1_000)); };
