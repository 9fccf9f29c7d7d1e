// Rejects promises that nobody handles; must not disturb anybody.
// @expect 200 contained | 504 CPU_LIMIT
export default () => { for (let i = 0; i < 50_000; i++) Promise.reject(new Error('nobody')); return new Response('contained'); };
