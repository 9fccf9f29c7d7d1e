// Waits by looking at the clock; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
export default () => { while (Date.now() > 0); };
