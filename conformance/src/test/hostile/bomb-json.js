// Parses JSON that is nested deeply; must fail with the stack or a limit, not with the worker.
// @expect 500 FUNCTION_ERROR | 200 contained | 503 MEMORY_LIMIT | 504 CPU_LIMIT
export default () => {
  JSON.stringify(JSON.parse('['.repeat(2_000_000) + ']'.repeat(2_000_000)));
  return new Response('contained');
};
