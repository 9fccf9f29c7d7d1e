// Looks for memory and threads to build a clock of; there must be none.
// @expect 200 contained
export default () => {
  const found = [];
  if (typeof SharedArrayBuffer !== 'undefined') found.push('SharedArrayBuffer');
  for (const name of ['Worker', 'SharedWorker']) if (name in globalThis) found.push(name);
  return new Response(found.length ? 'escaped ' + found : 'contained');
};
