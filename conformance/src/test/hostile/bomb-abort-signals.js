// Makes signals with timeouts without end; must be ended for a limit.
// @expect 503 MEMORY_LIMIT | 504 CPU_LIMIT | 500 FUNCTION_ERROR | 500 TIMER_LIMIT
export default () => { for (;;) AbortSignal.timeout(1e9); };
