// Makes signals with timeouts without end; must be ended for a limit.
// @expect 500 TIMER_LIMIT
export default () => { for (;;) AbortSignal.timeout(1e9); };
