// Answers with a body larger than its memory at once; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default () => new Response('x'.repeat(2 ** 29 - 24));
