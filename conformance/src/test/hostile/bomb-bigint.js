// Squares a number again and again; must fail or be ended.
// @expect 500 FUNCTION_ERROR | 504 CPU_LIMIT | 503 MEMORY_LIMIT
export default () => { let n = 3n; for (;;) n *= n; };
