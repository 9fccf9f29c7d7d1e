// Never lets the microtask queue run empty; must be ended for a limit.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT
export default () => {
  const again = () => Promise.resolve().then(again);
  again();
  return new Promise(() => {});
};
