// Sets the fields that frame a body; they must not count.
// @expect 200 contained
export default () => new Response('contained', { headers: {
  'content-length': '3', 'transfer-encoding': 'chunked', connection: 'upgrade', upgrade: 'h2c', trailer: 'x' } });
