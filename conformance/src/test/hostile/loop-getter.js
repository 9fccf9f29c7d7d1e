// Loops in a getter that the platform reads; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
export default () => new Response('', { get status() { for (;;); } });
