// Throws what loops when its stack is read; must be ended, or not be read.
// @expect 504 CPU_LIMIT | 500 FUNCTION_ERROR
export default () => { throw { get stack() { for (;;); }, get message() { for (;;); } }; };
