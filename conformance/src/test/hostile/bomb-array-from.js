// Makes an array of an object that says it is long; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default () => new Response(String(Array.from({ length: 2 ** 32 - 1 }, () => ({})).length));
