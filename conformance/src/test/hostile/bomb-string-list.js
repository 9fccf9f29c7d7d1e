// Keeps strings that are flat; must be ended for a limit.
// @expect 503 MEMORY_LIMIT | 504 CPU_LIMIT | 503 WORKER_LOST
export default () => { const all = []; for (let i = 0; ; i++) all.push(('x'.repeat(1 << 20) + i).split('').join('')); };
