// Streams what are no bytes; must fail.
// @expect reset | 500 FUNCTION_ERROR
export default () => new Response(new ReadableStream({ start(c) { c.enqueue({ length: 1e9 }); } }));
