// Answers and then loops; must be ended afterwards.
// @expect 200 contained
export default (request, env, ctx) => {
  ctx.waitUntil(new Promise(() => setTimeout(() => { for (;;); }, 0)));
  return new Response('contained');
};
