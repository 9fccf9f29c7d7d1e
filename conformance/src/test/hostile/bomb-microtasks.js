// Doubles the microtasks in each turn; must be ended for a limit.
// @expect 503 MEMORY_LIMIT | 504 CPU_LIMIT
export default () => {
  const twice = () => { queueMicrotask(twice); queueMicrotask(twice); };
  twice();
  return new Promise(() => {});
};
