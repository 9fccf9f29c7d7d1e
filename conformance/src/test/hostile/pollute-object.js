// Puts options of the platform onto Object.prototype; they must not count.
// @expect 200 contained
Object.assign(Object.prototype, { status: 299, headers: { 'x-polluted': '1' }, statusText: 'polluted', type: 'bytes' });
export default () => new Response('contained', { status: 200, headers: {} });
