// Clones what shares nothing afterwards; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default () => {
  let value = new Array(1_000).fill('x'.repeat(1_000));
  for (let i = 0; i < 40; i++) value = structuredClone([value, structuredClone(value)]);
  return new Response(String(value.length));
};
