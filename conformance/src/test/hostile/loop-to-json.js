// Loops while it is turned into JSON; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
export const main = () => ({ toJSON() { for (;;); } });
