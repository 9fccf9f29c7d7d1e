// Leaves a mark on what functions might share; the witness must not find it.
// @expect 200 contained
globalThis.leaked = 'from another function';
Object.prototype.leaked = Array.prototype.leaked = 'from another function';
export default (request, env) => { env.leaked = 'yes'; return new Response('contained'); };
