// Goes on in finally once it is ended; finally must not run.
// @expect 504 CPU_LIMIT
export default () => { try { for (;;); } finally { for (;;); } };
