// Has each timer set two more; must be ended for a limit.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 504 WALL_LIMIT
export default () => {
  const twice = () => { setTimeout(twice, 0); setTimeout(twice, 0); };
  twice();
  return new Promise(() => {});
};
