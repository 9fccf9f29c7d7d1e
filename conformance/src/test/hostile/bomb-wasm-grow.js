// Grows the memory of WebAssembly without end; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
const all = [];
export default () => {
  for (;;) {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 4_096 });
    memory.grow(4_095);
    new Uint8Array(memory.buffer).fill(1);
    all.push(memory);
  }
};
