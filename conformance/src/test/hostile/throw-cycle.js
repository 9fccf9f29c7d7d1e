// Throws an error that is its own cause; must be an error of the function.
// @expect 500 FUNCTION_ERROR
export default () => { const e = new Error('round'); e.cause = e; throw e; };
