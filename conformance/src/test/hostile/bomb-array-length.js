// Fills the longest array; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default () => new Response(String(new Array(2 ** 32 - 1).fill(1).length));
