// Fills a map with keys; must be ended for a limit.
// @expect 503 MEMORY_LIMIT | 504 CPU_LIMIT
export default () => { const all = new Map(); for (let i = 0; ; i++) all.set({ i }, [i, String(i)]); };
