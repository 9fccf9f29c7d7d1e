// Makes promises without end; must be ended for a limit.
// @expect 503 MEMORY_LIMIT | 504 CPU_LIMIT
export default async () => { const all = []; for (;;) all.push(new Promise(() => {}).then(() => all)); };
