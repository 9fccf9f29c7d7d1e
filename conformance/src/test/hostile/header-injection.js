// Puts a second field into a value; must be refused.
// @expect 200 contained
export default () => {
  let refused = 0;
  for (const value of ['a\r\nset-cookie: b=c', 'a\nb', 'a\rb', 'a\0b', '\u0100']) {
    try { new Response('', { headers: { 'x-field': value } }); } catch { refused++; }
  }
  for (const name of ['a b', 'a:b', 'a\r\nb', '', '\u00e9']) {
    try { new Response('', { headers: { [name]: 'x' } }); } catch { refused++; }
  }
  return new Response(refused === 10 ? 'contained' : 'escaped ' + refused);
};
