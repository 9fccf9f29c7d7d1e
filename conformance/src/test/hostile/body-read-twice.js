// Reads, clones and locks a body in wrong orders; each must be refused.
// @expect 200 contained
export default async (request) => {
  await request.text();
  let refused = 0;
  for (const f of [() => request.text(), () => request.clone(), () => new Request(request)]) {
    try { await f(); } catch { refused++; }
  }
  return new Response(refused === 3 ? 'contained' : 'escaped ' + refused);
};
