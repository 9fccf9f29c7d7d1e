// Writes lines without pause; they must be cut, and nobody be disturbed.
// @expect 200 contained | 504 CPU_LIMIT
export default () => { const line = 'x'.repeat(10_000); for (let i = 0; i < 20_000; i++) console.log(line); return new Response('contained'); };
