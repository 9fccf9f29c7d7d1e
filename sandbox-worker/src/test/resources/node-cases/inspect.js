// util.inspect: compared with what Node.js prints
require('util').inspect({ a: 1, b: 'x', c: [1, 2, { d: null }], [Symbol('s')]: undefined }) === "{ a: 1, b: 'x', c: [ 1, 2, { d: null } ], [Symbol(s)]: undefined }"
require('util').inspect({ a: { b: { c: { d: 1 } } } }) === '{\n  a: { b: { c: [Object] } }\n}'
require('util').inspect(new Map([['a', { x: 1 }]])) === "Map(1) { 'a' => { x: 1 } }" && require('util').inspect(new Set([1, 'b'])) === "Set(2) { 1, 'b' }"
require('util').inspect([1, , 3]) === '[ 1, <1 empty item>, 3 ]' && require('util').inspect([]) === '[]' && require('util').inspect({}) === '{}'
require('util').inspect(-0) === '-0' && require('util').inspect(5n) === '5n' && require('util').inspect('a\'b') === `"a'b"` && require('util').inspect('a\nb') === "'a\\nb'"
require('util').inspect(function foo() {}) === '[Function: foo]' && require('util').inspect(class A extends Map {}) === '[class A extends Map]' && require('util').inspect(() => {}) === '[Function (anonymous)]' && require('util').inspect(async function x() {}) === '[AsyncFunction: x]'
require('util').inspect(new (class Foo { constructor() { this.a = 1; } })()) === 'Foo { a: 1 }' && require('util').inspect(Object.create(null)) === '[Object: null prototype] {}'
(() => { const a = { n: 1 }; a.self = a; return require('util').inspect(a) === '<ref *1> { n: 1, self: [Circular *1] }'; })()
require('util').inspect({ get a() { return 1; }, set b(x) {} }) === '{ a: [Getter], b: [Setter] }' && require('util').inspect(new Date(0)) === '1970-01-01T00:00:00.000Z' && require('util').inspect(/a/g) === '/a/g'
require('util').inspect({ [require('util').inspect.custom]: (depth, options) => 'mine ' + depth }) === 'mine 2' && require('util').inspect(Object('x')) === "[String: 'x']"
require('util').inspect(new Uint8Array(3)) === 'Uint8Array(3) [ 0, 0, 0 ]' && require('util').inspect('x', { colors: true }) === "\u001b[32m'x'\u001b[39m"
require('util').inspect(Array.from({ length: 101 }, () => 0)).includes('... 1 more item') && require('util').inspect({ a: 'x'.repeat(80), b: 1 }) === `{\n  a: '${'x'.repeat(80)}',\n  b: 1\n}`
require('util').inspect(new Error('bad')).startsWith('Error: bad\n    at ') && require('util').inspect(Object.assign(new Error('c'), { code: 'E' })).includes("code: 'E'")
require('util').inspect({ 'a-b': 1, 2: 3 }) === "{ '2': 3, 'a-b': 1 }" && require('util').inspect(new ArrayBuffer(2)) === 'ArrayBuffer { [Uint8Contents]: <00 00>, byteLength: 2 }' && require('util').inspect(null) === 'null'
