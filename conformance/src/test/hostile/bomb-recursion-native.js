// Recurs through the platform's own calls; must fail with the stack, not with the worker.
// @expect 500 FUNCTION_ERROR
const o = { get status() { new Response('', o); return 200; } };
export default () => new Response('', o);
