// Backtracks exponentially in a regular expression; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
export default () => new Response(String(/^(a+)+$/.test('a'.repeat(60) + 'b')));
