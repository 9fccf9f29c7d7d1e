// Loops in a proxy's trap; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
export default () => new Response('', { headers: new Proxy({}, { ownKeys() { for (;;); } }) });
