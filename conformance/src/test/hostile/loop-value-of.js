// Loops in valueOf, which the platform calls; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
export default () => new Response('', { status: { valueOf() { for (;;); } } });
