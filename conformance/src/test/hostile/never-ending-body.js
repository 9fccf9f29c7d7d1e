// Sends a body without end; must be paused by a slow client and end with it.
// @expect stream
export default () => new Response(new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(65_536)); } }));
