// Parses a URL of many megabytes; must stay within its limits.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST | 200 contained
export default () => {
  try { new URL('http://h/' + 'a/../'.repeat(2_000_000)); } catch (e) { if (!(e instanceof TypeError)) throw e; }
  return new Response('contained');
};
