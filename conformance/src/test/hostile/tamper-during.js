// Replaces globals while a request runs; the answer must not change.
// @expect 200 contained
const Kept = Response;
export default () => {
  const answer = new Kept('contained');
  globalThis.Response = globalThis.Promise = globalThis.Headers = globalThis.Uint8Array = undefined;
  Object.prototype.toString = () => { throw new Error('tampered'); };
  return answer;
};
