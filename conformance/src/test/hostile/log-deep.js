// Logs an object that is nested deeply and one that holds itself; must be cut.
// @expect 200 contained | 500 FUNCTION_ERROR
export default () => {
  let o = {};
  o.self = o;
  for (let i = 0; i < 100_000; i++) o = { o };
  console.log(o);
  return new Response('contained');
};
