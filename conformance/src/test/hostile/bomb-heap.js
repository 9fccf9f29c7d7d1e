// Fills the heap; must be ended for its memory.
// @expect 503 MEMORY_LIMIT
const all = [];
export default () => { for (;;) all.push(new Array(10_000).fill({})); };
