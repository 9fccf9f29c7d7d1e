// Loops while it is loaded; must not be deployed.
// @expect refused
for (;;);
export default () => new Response('loaded');
