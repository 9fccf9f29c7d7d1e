// Throws null; must be an error of the function.
// @expect 500 FUNCTION_ERROR
export default () => { throw null; };
