// Makes every object a thenable; nobody else must see it.
// @expect 200 contained | 504 CPU_LIMIT | 500 FUNCTION_ERROR | 504 WALL_LIMIT
Object.defineProperty(Object.prototype, 'then', { configurable: true, get() { return undefined; } });
export default () => new Response('contained');
