// node:zlib
require('zlib').gunzipSync(require('zlib').gzipSync('hello')).toString() === 'hello' && require('zlib').inflateSync(require('zlib').deflateSync(Buffer.from('x'.repeat(9999)))).length === 9999
require('zlib').inflateRawSync(require('zlib').deflateRawSync('raw')).toString() === 'raw' && require('zlib').unzipSync(require('zlib').deflateSync('u')).toString() === 'u' && require('zlib').unzipSync(require('zlib').gzipSync('u')).toString() === 'u'
(async () => (await require('util').promisify(require('zlib').gunzip)(await require('util').promisify(require('zlib').gzip)('p', { level: 9 }))).toString() === 'p')()
require('zlib').deflateSync('a'.repeat(1000), { level: 0 }).length > 1000 && require('zlib').deflateSync('a'.repeat(1000), { level: 9 }).length < 50
(() => { try { require('zlib').gunzipSync('not gzip at all'); } catch (e) { return e.code === 'Z_DATA_ERROR' && e.errno === -3; } })()
(() => { try { require('zlib').inflateSync(require('zlib').deflateSync('a'.repeat(99999)), { maxOutputLength: 100 }); } catch (e) { return e.code === 'ERR_BUFFER_TOO_LARGE'; } })()
(async () => { const { Readable } = require('stream'); const { pipeline } = require('stream/promises'); const z = require('zlib'); const out = []; await pipeline(Readable.from([Buffer.from('ab'), Buffer.from('cd')]), z.createGzip(), z.createGunzip(), async (source) => { for await (const part of source) out.push(part); }); return Buffer.concat(out).toString() === 'abcd'; })()
(async () => { const gunzip = require('zlib').createGunzip(); gunzip.end('junk'); try { for await (const _ of gunzip); } catch (e) { return e.code === 'Z_DATA_ERROR'; } })()
require('zlib').crc32('hello') === 907060870 && require('zlib').constants.Z_BEST_COMPRESSION === 9
