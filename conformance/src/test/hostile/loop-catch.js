// Catches its own end and goes on; the end must not be catchable.
// @expect 504 CPU_LIMIT
export default () => { for (;;) { try { for (;;); } catch { continue; } } };
