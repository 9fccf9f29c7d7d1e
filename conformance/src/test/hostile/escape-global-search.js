// Searches all that can be reached for the host's functions; they must not be there.
// @expect 200 contained
export default (request, env, ctx) => {
  const seen = new Set(), queue = [globalThis, request, ctx];
  while (queue.length) {
    const o = queue.pop();
    if ((typeof o !== 'object' && typeof o !== 'function') || o === null || seen.has(o) || seen.size > 20_000) continue;
    seen.add(o);
    for (const key of Reflect.ownKeys(o)) {
      if (['fetchWrite', 'fetchConsumed', 'bodyChunk', 'runTimers', '__bind'].includes(key)) return new Response('escaped ' + String(key));
      const d = Reflect.getOwnPropertyDescriptor(o, key);
      if (d) queue.push(d.value, d.get, d.set);
    }
    queue.push(Reflect.getPrototypeOf(o));
  }
  return new Response('contained');
};
