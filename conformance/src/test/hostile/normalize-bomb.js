// Normalizes text that grows eighteenfold; must stay within its limits.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST | 200 contained
export default () => { let s = '\ufdfa'.repeat(1 << 20); for (let i = 0; i < 50; i++) s.normalize('NFKD'); return new Response('contained'); };
