// Fills a form without end; must be ended for a limit.
// @expect 503 MEMORY_LIMIT | 504 CPU_LIMIT
export default () => { const form = new FormData(); for (;;) form.append('a', 'x'.repeat(100)); };
