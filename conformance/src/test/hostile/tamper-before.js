// Replaces every global before the first request; the platform must not use them.
// @expect 200 contained
const Kept = Response;
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (name !== 'Response') try { globalThis[name] = () => { throw new Error('tampered'); }; } catch { continue; }
}
export default () => new Kept('contained');
