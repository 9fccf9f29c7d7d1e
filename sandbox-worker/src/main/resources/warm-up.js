// Touches what functions commonly use, so that the worker has loaded it before it confines itself.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

const attempts = [
  () => new URL('http://b\u00fccher.example/\u00fc?a=b#c').href,
  () => new TextDecoder('shift_jis').decode(new Uint8Array([0x82, 0xa0])),
  () => new Date(0).toLocaleString('en', { timeZone: 'Europe/Berlin', dateStyle: 'full' }).localeCompare('a'),
  () => new TextDecoder('gb18030').decode(new Uint8Array([0x81, 0x30])),
  () => structuredClone({ a: [1, new Date(0)] }),
  () => crypto.getRandomValues(new Uint8Array(8)),
  () => crypto.randomUUID(),
  () => console.debug('ready', { a: 1 }, new Error('ready')),
  () => { throw new DOMException('ready'); },
  () => new Promise(resolve => setTimeout(resolve, 1)),
  () => new Response(new Blob(['a']).stream().pipeThrough(new TransformStream())).text(),
  () => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
  () => new AsyncLocalStorage().run(1, () => gzipSync(createHash('sha256').update('a').digest())),
  () => process.getBuiltinModule('none'),
  () => Promise.reject(new Error('ready')).catch(() => {}),
];

export default {
  async fetch(request, env) {
    for (const attempt of attempts) {
      try {
        await attempt();
      } catch {
        // What this platform does not have needs no loading.
      }
    }
    return new Response((await request.text()) + env.A + request.headers.get('a'));
  },
};
