// Answers with a field of a megabyte; must be refused.
// @expect 500 FUNCTION_ERROR
export default () => new Response('', { headers: { 'x-large': 'x'.repeat(1 << 20) } });
