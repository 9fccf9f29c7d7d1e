// Never reads the request's body; the answer must come all the same.
// @expect 200 contained
export default () => new Response('contained');
