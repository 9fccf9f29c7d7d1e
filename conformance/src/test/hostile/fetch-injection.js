// Puts another request into method, path and fields; must be refused.
// @expect 200 contained
export default async () => {
  let refused = 0;
  for (const f of [() => fetch('http://127.0.0.1:PORT/', { method: 'GET / HTTP/1.1\r\nx: y' }),
    () => fetch('http://127.0.0.1:PORT/', { method: 'CONNECT' }), () => fetch('http://127.0.0.1:PORT/', { headers: { 'a': 'b\r\nc: d' } })]) {
    try { await f(); } catch { refused++; }
  }
  return new Response(refused === 3 ? 'contained' : 'escaped ' + refused);
};
