// Starts ten thousand requests at once; most must be refused.
// @expect 200 contained | 504 CPU_LIMIT | 503 MEMORY_LIMIT
export default async () => {
  const all = await Promise.allSettled(Array.from({ length: 10_000 }, () => fetch('http://127.0.0.1:PORT/')));
  return new Response(all.every((one) => one.status === 'rejected') ? 'contained' : 'escaped');
};
