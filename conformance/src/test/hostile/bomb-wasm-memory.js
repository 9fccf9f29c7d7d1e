// Fills the memory of a WebAssembly instance; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default () => {
  const memory = new WebAssembly.Memory({ initial: 16_384 });
  new Uint8Array(memory.buffer).fill(1);
  return new Response(String(memory.buffer.byteLength));
};
