// Recurs without end; must fail with the stack, not with the worker.
// @expect 500 FUNCTION_ERROR
const f = (n) => f(n + 1) + 1;
export default () => new Response(String(f(0)));
