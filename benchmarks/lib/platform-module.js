// The module that benchmarks/platform deploys to each runtime: does one thing n times and says hello.
const GREETING = 'Hello from the edge\n';
const HREF = 'https://user:word@example.com:8080/a/b/../c%20d?x=1&y=2#z';
const pattern = new URLPattern({ pathname: '/books/:id/:rest*' });
const bytes = new Uint8Array(1 << 20);
const part = bytes.subarray(0, 65536);
const graph = { list: Array.from({ length: 100 }, (_, i) => ({ i, text: `item ${i}`, at: new Date(i) })) };

const cases = {
  nothing() {},
  url(n) {
    let length = 0;
    for (let i = 0; i < n; i++) length += new URL(HREF).pathname.length;
    return length;
  },
  urlpattern(n) {
    let found = 0;
    for (let i = 0; i < n; i++) found += pattern.exec('https://example.com/books/7/a/b').pathname.groups.id.length;
    return found;
  },
  async request(n) {
    let length = 0;
    for (let i = 0; i < n; i++) {
      const request = new Request('https://example.com/', { method: 'POST', body: 'hello', headers: { accept: 'text/plain', 'x-a': 'b' } });
      const text = await request.text();
      const response = new Response(`${text} ${request.headers.get('accept')}`, { headers: { 'content-type': 'text/plain' } });
      length += (await response.text()).length;
    }
    return length;
  },
  async 'sha256-1mib'(n) {
    let last;
    for (let i = 0; i < n; i++) last = await crypto.subtle.digest('SHA-256', bytes);
    return last?.byteLength ?? 0;
  },
  async 'transform-1mib'(n) {
    let left = n * 16;
    const source = new ReadableStream({
      pull(controller) {
        if (left-- > 0) controller.enqueue(part);
        else controller.close();
      },
    });
    let total = 0;
    for await (const chunk of source.pipeThrough(new TransformStream())) total += chunk.length;
    return total;
  },
  structuredclone(n) {
    let length = 0;
    for (let i = 0; i < n; i++) length += structuredClone(graph).list.length;
    return length;
  },
};

export default {
  async fetch(request) {
    const query = new URL(request.url).searchParams;
    const done = await cases[query.get('case') ?? 'nothing'](+(query.get('n') ?? 0));
    return new Response(done === undefined ? GREETING : `${done}\n`);
  },
};
