// Doubles a string; must fail, or be ended for its memory.
// @expect 500 FUNCTION_ERROR | 503 MEMORY_LIMIT
export default () => { let s = 'x'; for (;;) { s += s; s.charCodeAt(s.length - 1); } };
