// Decodes base64 again and again twice as large; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default () => { let s = 'AAAA'; for (;;) { s = btoa(s + s); atob(s); } };
