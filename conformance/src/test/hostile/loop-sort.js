// Sorts with a comparison that never ends; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
export default () => [3, 1, 2].sort(() => { for (;;); });
