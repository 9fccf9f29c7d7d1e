// Allocates one buffer beyond all memory; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default () => new Response(String(new ArrayBuffer(2 ** 40).byteLength));
