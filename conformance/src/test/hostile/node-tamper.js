// Replaces every member of every node: module and of what they make; the platform must not use them, nor others see it.
// @expect 200 contained
const MODULES = ('assert async_hooks buffer crypto diagnostics_channel events module os path perf_hooks process querystring ' +
  'stream stream/consumers stream/promises string_decoder timers timers/promises url util util/types zlib').split(' ');
const { ownKeys, defineProperty, getOwnPropertyDescriptor } = Reflect;
const broken = function () { throw new Error('tampered'); };
const web = new Set(Object.getOwnPropertyNames(globalThis).flatMap((name) => {
  const own = getOwnPropertyDescriptor(globalThis, name);
  return typeof own.value === 'function' ? [own.value, own.value.prototype] : [];
}));
function tamper(object) {
  for (const key of ownKeys(object)) {
    const own = getOwnPropertyDescriptor(object, key);
    if (key === 'prototype' || key === 'constructor' || !own.configurable && !own.writable) continue;
    if (typeof own.value === 'function' && !web.has(own.value) && own.value.prototype) tamper(own.value.prototype);
    try { defineProperty(object, key, { value: broken, writable: true, configurable: true }); } catch { continue; }
  }
  try { object.leaked = 'from another function'; } catch { return; }
}
const modules = MODULES.map((name) => process.getBuiltinModule(name));
modules.forEach(tamper);
export default async () => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  const text = await new Response(new Blob(['con', 'tained'])).text();
  const copy = structuredClone(new Map([[text, new URL('http://a/?b=' + text).searchParams.get('b')]]));
  const zipped = new Response(copy.get(text)).body.pipeThrough(new CompressionStream('gzip')).pipeThrough(new DecompressionStream('gzip'));
  await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  console.log('tampered with', text);
  return new Response(zipped);
};
