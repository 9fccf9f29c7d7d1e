// Writes one line of many megabytes; must be cut.
// @expect 200 contained | 503 MEMORY_LIMIT | 504 CPU_LIMIT
export default () => { console.log('x'.repeat(50_000_000)); return new Response('contained'); };
