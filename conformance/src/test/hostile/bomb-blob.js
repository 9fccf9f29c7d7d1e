// Makes blobs of blobs, each twice as large; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default async () => {
  let blob = new Blob([new Uint8Array(1 << 20)]);
  for (let i = 0; i < 20; i++) blob = new Blob([blob, blob]);
  return new Response(await blob.arrayBuffer());
};
