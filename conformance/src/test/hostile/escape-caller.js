// Asks for the caller and arguments of the platform's functions; must be refused.
// @expect 200 contained
export default () => {
  let found;
  const toString = Object.assign(new Function('return "x"'), {});
  const spy = new Function('try { return spy.caller } catch { return null }');
  new Headers({ get a() { try { found = arguments.callee.caller; } catch { found = null; } return 'b'; } });
  return new Response(typeof found === 'function' || typeof spy() === 'function' ? 'escaped' : 'contained');
};
