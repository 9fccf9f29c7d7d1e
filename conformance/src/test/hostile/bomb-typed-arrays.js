// Fills buffers outside the heap; must be ended for its memory.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
const all = [];
export default () => { for (;;) all.push(new Uint8Array(1 << 22).fill(1)); };
