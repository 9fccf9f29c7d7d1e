// Throws a proxy whose traps throw; must be an error of the function.
// @expect 500 FUNCTION_ERROR
const nasty = new Proxy(function () {}, { get() { throw nasty; }, ownKeys() { throw nasty; }, getPrototypeOf() { throw nasty; } });
export default () => { throw nasty; };
