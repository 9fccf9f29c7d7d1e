// Sets traps for what the platform would write to its own objects; nothing must fall in.
// @expect 200 contained | 500 FUNCTION_ERROR
let caught = 0;
const trap = Object.assign(Object.create(null), { configurable: true, set() { caught++; }, get() { return undefined; } });
for (const name of ['id', 'stream', 'body', 'reader', 'headers', 'url', 'method', 'queue', 'state', 'next', 'value', 'done', '0']) {
  Object.defineProperty(Object.prototype, name, trap);
}
export default async (request) => { await request.text(); return new Response(caught ? 'escaped ' + caught : 'contained'); };
