// Logs what loops when it is looked at; must be ended, or not be looked at.
// @expect 504 CPU_LIMIT | 200 contained
export default () => {
  console.log(new Proxy({}, { ownKeys() { for (;;); }, get() { for (;;); } }));
  return new Response('contained');
};
