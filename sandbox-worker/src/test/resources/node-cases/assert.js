// node:assert
(() => { require('assert')(true); require('assert').strictEqual(1, 1); require('assert').deepEqual({ a: 1 }, { a: '1' }); require('assert/strict').equal('a', 'a'); return true; })()
(() => { try { require('assert').strictEqual(1, 2); } catch (e) { return e.code === 'ERR_ASSERTION' && e.actual === 1 && e.expected === 2 && e.operator === 'strictEqual' && e.generatedMessage && e.message.includes('1 !== 2') && e instanceof require('assert').AssertionError; } })()
(() => { try { require('assert').ok(0, 'why'); } catch (e) { return e.message === 'why' && !e.generatedMessage; } })()
(() => { require('assert').throws(() => { throw new TypeError('x'); }, TypeError); require('assert').throws(() => { throw new Error('abc'); }, /b/); require('assert').throws(() => { throw Object.assign(new Error('m'), { code: 'C' }); }, { code: 'C', message: 'm' }); return true; })()
(() => { try { require('assert').throws(() => {}); } catch (e) { return e.message === 'Missing expected exception.'; } })()
(async () => { await require('assert').rejects(Promise.reject(new Error('x')), /x/); try { await require('assert').rejects(Promise.resolve()); } catch (e) { return e.message === 'Missing expected rejection.'; } })()
(() => { try { require('assert').deepStrictEqual([1, { a: 2 }], [1, { a: 3 }]); } catch (e) { return e.code === 'ERR_ASSERTION'; } })()
(() => { require('assert').match('abc', /b/); require('assert').notDeepStrictEqual({ a: 1 }, { a: '1' }); require('assert').ifError(null); try { require('assert').fail('f'); } catch (e) { return e.message === 'f'; } })()
