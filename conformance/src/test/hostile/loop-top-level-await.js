// Never ends loading; must not be deployed.
// @expect refused
await new Promise(() => {});
export default () => new Response('loaded');
