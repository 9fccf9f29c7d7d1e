// Loops for ever; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
export default () => { for (;;); };
