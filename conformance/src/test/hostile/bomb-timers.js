// Sets timers without end; must be ended for a limit.
// @expect 500 TIMER_LIMIT
export default () => { for (;;) setTimeout(() => {}, 1e9); };
