// Encodes and decodes the largest string; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default () => {
  const text = 'x'.repeat(2 ** 29 - 24);
  const all = [];
  for (;;) all.push(new TextDecoder().decode(new TextEncoder().encode(text)));
};
