// Walks constructors to the global object of the host; there must be none.
// @expect 200 contained
const of = (o) => o.constructor.constructor('return globalThis')();
export default (request, env, ctx) => {
  const globals = [{}, [], request, request.headers, ctx, new Response(), crypto, console, process, process.env, process.stdout, Buffer, Buffer.from('a'), () => {}].map(of);
  const clean = globals.every((g) => g === globalThis && g.process === process && !g.process.binding && !g.process.dlopen && !g.process.mainModule && !g.require && !g.Java && !g.Packages && !g.Deno);
  return new Response(clean ? 'contained' : 'escaped');
};
