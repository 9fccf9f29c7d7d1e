// Blocks its thread without using CPU time; must not be possible.
// @expect 200 contained
export default () => {
  try {
    const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    Atomics.wait(new Int32Array(buffer), 0, 0);
  } catch {
    return new Response('contained');
  }
  return new Response('escaped');
};
