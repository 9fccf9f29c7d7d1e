// Inflates a gigabyte of zeros and keeps it; must fail or be ended.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 500 FUNCTION_ERROR | 503 WORKER_LOST
export default async () => {
  const zeros = new Uint8Array(1 << 20);
  let left = 1_024;
  const packed = new Response(new ReadableStream({
    pull(c) { if (left-- > 0) c.enqueue(zeros); else c.close(); },
  }).pipeThrough(new CompressionStream('gzip')));
  const bomb = await packed.arrayBuffer();
  const stream = new Blob([bomb]).stream().pipeThrough(new DecompressionStream('gzip'));
  const all = [];
  for await (const chunk of stream) all.push(chunk);
  throw new Error('inflated to ' + all.length + ' chunks');
};
