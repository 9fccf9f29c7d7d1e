// Hashes more than the worker's Java heap; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default async () => { for (;;) await crypto.subtle.digest('SHA-512', new Uint8Array(200 << 20)); };
