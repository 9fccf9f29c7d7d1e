// Queues chunks that nobody reads; must be ended for a limit.
// @expect 503 MEMORY_LIMIT | 504 CPU_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default () => new Promise(() => {
  new ReadableStream({ start(c) { for (;;) c.enqueue(new Array(1_000).fill(0)); } });
});
