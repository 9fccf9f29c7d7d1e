// Uses a stream's controller after its end and locks twice; each must be refused.
// @expect 200 contained
export default async () => {
  let controller, refused = 0;
  const stream = new ReadableStream({ start(c) { controller = c; } });
  stream.getReader();
  controller.close();
  for (const f of [() => controller.close(), () => controller.enqueue(1), () => stream.getReader(), () => new Response(stream)]) {
    try { f(); } catch { refused++; }
  }
  return new Response(refused === 4 ? 'contained' : 'escaped ' + refused);
};
