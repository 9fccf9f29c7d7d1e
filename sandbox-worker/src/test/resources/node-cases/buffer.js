// What node:buffer does. Each line gives true.
Buffer.from('h\u00e9llo \ud83d\ude00').toString() === 'h\u00e9llo \ud83d\ude00'
Buffer.from('68656c6c6f', 'hex').toString('latin1') === 'hello'
Buffer.from('xyz', 'hex').length === 0 && Buffer.from('abc', 'hex').length === 1
Buffer.from('aGk=', 'base64').toString() === 'hi' && Buffer.from(' aG k', 'base64').toString() === 'hi'
Buffer.from('_-8', 'base64').toString('base64') === '/+8=' && Buffer.from('/+8=', 'base64').toString('base64url') === '_-8'
Buffer.from('a\u20ac', 'utf16le').toString('hex') === '6100ac20' && Buffer.from('6100ac20', 'hex').toString('ucs2') === 'a\u20ac'
Buffer.from([256, -1, 1.5]).equals(Buffer.from([0, 255, 1]))
Buffer.from({ type: 'Buffer', data: [1, 2] }).length === 2 && JSON.stringify(Buffer.from('a')) === '{"type":"Buffer","data":[97]}'
Buffer.from(new Uint16Array([1, 257]))[1] === 1 && Buffer.from(new Uint8Array([1, 2, 3]).buffer, 1, 1)[0] === 2
Buffer.alloc(3, 'ab').toString() === 'aba' && Buffer.alloc(2).equals(Buffer.from([0, 0]))
Buffer.concat([Buffer.from('a'), Buffer.from('bc')], 2).toString() === 'ab' && Buffer.concat([]).length === 0
Buffer.byteLength('\u20ac') === 3 && Buffer.byteLength('aGk=', 'base64') === 2
Buffer.isBuffer(Buffer.alloc(1)) && !Buffer.isBuffer(new Uint8Array(1)) && Buffer.alloc(1) instanceof Uint8Array
Buffer.from('abc').subarray(1) instanceof Buffer && Buffer.from('abc').slice(-2).toString() === 'bc' && Buffer.from('abc').map((x) => x + 1).toString() === 'bcd'
(() => { const b = Buffer.from('abc'); b.slice(0, 1)[0] = 120; return b.toString() === 'xbc'; })()
Buffer.from('abcabc').indexOf('ca') === 2 && Buffer.from('abcabc').lastIndexOf('abc') === 3 && Buffer.from('abc').indexOf(99) === 2 && Buffer.from('abc').includes('bc') && Buffer.from('abc').indexOf('', 9) === 3
Buffer.from('abcdef').lastIndexOf('b', -5) === 1 && Buffer.from('aba').indexOf('a', 1) === 2 && Buffer.from('abc').indexOf('x') === -1
Buffer.compare(Buffer.from('a'), Buffer.from('b')) === -1 && Buffer.from('ab').compare(Buffer.from('a')) === 1
(() => { const b = Buffer.alloc(4); return b.write('\u20ac\u20ac') === 3 && b.toString('hex') === 'e282ac00'; })()
(() => { const b = Buffer.alloc(8); b.writeUInt32BE(0xdeadbeef, 0); b.writeInt16LE(-2, 4); return b.toString('hex') === 'deadbeeffeff0000' && b.readUInt32BE() === 0xdeadbeef && b.readInt16LE(4) === -2; })()
(() => { const b = Buffer.alloc(8); b.writeDoubleBE(1.5); b.writeBigInt64LE(-3n); return b.readBigInt64LE() === -3n && b.readBigUint64LE() === 2n ** 64n - 3n; })()
(() => { const b = Buffer.alloc(6); b.writeUIntBE(0x123456789abc, 0, 6); return b.readUIntBE(0, 6) === 0x123456789abc && b.writeIntLE(-5, 0, 3) === 3 && b.readIntLE(0, 3) === -5; })()
(() => { try { Buffer.alloc(2).readUInt32LE(0); } catch (e) { return e.code === 'ERR_BUFFER_OUT_OF_BOUNDS' && e instanceof RangeError; } })()
(() => { try { Buffer.alloc(4).writeUInt8(256); } catch (e) { return e.code === 'ERR_OUT_OF_RANGE'; } })()
(() => { try { Buffer.from(5); } catch (e) { return e.code === 'ERR_INVALID_ARG_TYPE' && e.message.includes('Received type number (5)'); } })()
(() => { try { Buffer.from('a', 'nope'); } catch (e) { return e.code === 'ERR_UNKNOWN_ENCODING'; } })()
Buffer.from('0102', 'hex').swap16().toString('hex') === '0201' && Buffer.from('ab').readUInt8(1) === 98 && Buffer.from('ab').readUint8(1) === 98
require('util').inspect(Buffer.from('ab')) === '<Buffer 61 62>' && String(Buffer.from('abc').toString('utf8', 1, 2)) === 'b'
Buffer(3).length === 3 && new Buffer('ab').toString() === 'ab' && Buffer.of(1, 2).length === 2 && Buffer.prototype.constructor === Buffer
(() => { const t = Buffer.alloc(3); return Buffer.from('abcd').copy(t, 1, 1) === 2 && t.toString('latin1') === '\0bc'; })()
require('buffer').isUtf8(Buffer.from('c328', 'hex')) === false && require('buffer').isAscii(Buffer.from('a')) && require('buffer').transcode(Buffer.from('\u20ac'), 'utf8', 'utf16le').toString('hex') === 'ac20'
[...Buffer.from('ab').entries()].join() === '0,97,1,98' && Buffer.from('ab').buffer instanceof ArrayBuffer
