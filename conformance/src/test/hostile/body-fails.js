// Breaks off its body; the client must not take it for the whole.
// @expect reset | 500 FUNCTION_ERROR
export default () => {
  let sent = false;
  return new Response(new ReadableStream({ pull(c) {
    if (sent) throw new Error('broken');
    sent = true;
    c.enqueue(new Uint8Array(10));
  } }));
};
