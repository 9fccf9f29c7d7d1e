// Answers with a thenable that loops; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
export default () => ({ get then() { for (;;); } });
