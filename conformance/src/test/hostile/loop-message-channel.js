// Sends itself messages for ever; must be ended for a limit.
// @expect 504 CPU_LIMIT | 503 MEMORY_LIMIT | 504 WALL_LIMIT
export default () => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { for (let i = 0; i < 1000; i++) port2.postMessage(i); };
  port2.postMessage(0);
  return new Promise(() => {});
};
