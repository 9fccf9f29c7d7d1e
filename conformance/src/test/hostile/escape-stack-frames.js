// Takes the platform's functions off the stack; it must not get them.
// @expect 200 contained
export default () => {
  const taken = [];
  Error.prepareStackTrace = (error, sites) => {
    for (const site of sites) taken.push(site.getThis?.(), site.getFunction?.());
    return '';
  };
  String(new Error().stack);
  try { new Response('', { status: { valueOf() { String(new Error().stack); return 200; } } }); } catch { taken.push(); }
  const foreign = taken.filter((x) => typeof x === 'function' && !String(x).includes('taken'));
  return new Response(foreign.length || taken.some((x) => x?.respond || x?.op) ? 'escaped ' + foreign : 'contained');
};
