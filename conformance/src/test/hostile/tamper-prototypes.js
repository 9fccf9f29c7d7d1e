// Replaces the methods of every built-in prototype; the platform must not use them.
// @expect 200 contained
const KeptResponse = Response;
const broken = () => { throw new Error('tampered'); };
const types = [Map, Set, WeakMap, Promise, RegExp, String, Uint8Array, ArrayBuffer, Date, Symbol, Error, Array];
const { ownKeys, defineProperty } = Reflect;
for (let t = 0; t < types.length; t++) {
  const keys = ownKeys(types[t].prototype);
  for (let k = 0; k < keys.length; k++) {
    if (keys[k] !== 'constructor' && keys[k] !== 'length') defineProperty(types[t].prototype, keys[k], { value: broken, configurable: true, writable: true });
  }
}
export default () => new KeptResponse('contained');
