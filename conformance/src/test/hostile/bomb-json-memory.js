// Has one call of the engine's own make objects without end; must be ended for its memory.
// @expect 503 MEMORY_LIMIT
export default () => {
  JSON.parse('[' + '{},'.repeat(5_000_000) + '{}]');
  return new Response('too much is allowed');
};
