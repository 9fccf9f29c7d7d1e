// node:util
(async () => (await require('util').promisify((a, done) => done(null, a + 1))(1)) === 2)()
(async () => { try { await require('util').promisify((done) => done(new Error('no')))(); } catch (e) { return e.message === 'no'; } })()
(async () => (await new Promise((done) => require('util').callbackify(async (a) => a * 2)(4, (e, v) => done(v)))) === 8)()
(async () => { const { setTimeout: wait } = require('timers'); return (await require('util').promisify(wait)(1, 'v')) === 'v'; })()
require('util').format('%s is %d years and %i, %f, %j %o %O %%', 'Bob', 42, 3.9, '1.5', { a: 1 }, [1], { b: 2 }).startsWith('Bob is 42 years and 3, 1.5, {"a":1} [ 1,')
require('util').format('a', 'b', { c: 1 }) === 'a b { c: 1 }' && require('util').format(1, 2) === '1 2' && require('util').format('%s') === '%s' && require('util').format('%x', 1) === '%x 1'
require('util').isDeepStrictEqual({ a: [1, new Map([[{ x: 1 }, 2]])] }, { a: [1, new Map([[{ x: 1 }, 2]])] }) && !require('util').isDeepStrictEqual([1], ['1'])
require('util').types.isPromise(Promise.resolve()) && require('util').types.isUint8Array(Buffer.alloc(1)) && !require('util').types.isMap(new Set()) && require('util').types.isAsyncFunction(async () => {}) && require('util/types').isDate(new Date())
require('util').types.isNativeError(new TypeError()) && !require('util').types.isNativeError({}) && require('util').types.isGeneratorObject((function* () {})()) && require('util').types.isBoxedPrimitive(Object('a')) && !require('util').types.isDate({})
(() => { const f = require('util').deprecate(() => 5, 'old', 'DEP1'); return f() === 5 && f() === 5; })()
require('util').stripVTControlCharacters(require('util').styleText(['bold', 'red'], 'hey')) === 'hey' && require('util').styleText('red', 'x') === '\u001b[31mx\u001b[39m'
(() => { const { values, positionals } = require('util').parseArgs({ args: ['-v', '--name=x', '--list', 'a', '--list', 'b', 'rest'], options: { v: { type: 'boolean', short: 'v' }, name: { type: 'string' }, list: { type: 'string', multiple: true } }, allowPositionals: true }); return values.v === true && values.name === 'x' && values.list.join() === 'a,b' && positionals[0] === 'rest'; })()
(() => { try { require('util').parseArgs({ args: ['--no'] }); } catch (e) { return e.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'; } })()
new (require('util').TextEncoder)().encode('a')[0] === 97 && require('util').TextDecoder === TextDecoder && require('util').isArray([])
(() => { const log = require('util').debuglog('x'); log('not shown'); return log.enabled === false; })()
