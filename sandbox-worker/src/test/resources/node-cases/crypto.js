// node:crypto
require('crypto').createHash('sha256').update('a').update(Buffer.from('bc')).digest('hex') === 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
require('crypto').createHash('md5').update('').digest('hex') === 'd41d8cd98f00b204e9800998ecf8427e' && require('crypto').createHash('SHA-1').update('abc').digest('base64') === 'qZk+NkcGgWq6PiVxeFDCbJzQ2J0='
require('crypto').createHmac('sha256', 'key').update('The quick brown fox jumps over the lazy dog').digest('hex') === 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8'
require('crypto').createHmac('sha3-256', 'k').update('d').digest().length === 32 && require('crypto').createHash('sha512-256').update('abc').digest('hex').startsWith('53048e26') && require('crypto').hash('sha1', 'abc') === 'a9993e364706816aba3e25717850c26c9cd0d89d'
(() => { const h = require('crypto').createHash('sha256').update('a'); const c = h.copy(); return c.update('bc').digest('hex').startsWith('ba7816bf') && h.digest('hex').startsWith('ca978112'); })()
(() => { const h = require('crypto').createHash('sha1'); h.digest(); try { h.update('a'); } catch (e) { return e.code === 'ERR_CRYPTO_HASH_FINALIZED'; } })()
(() => { try { require('crypto').createHash('nope'); } catch (e) { return e.message.startsWith('Digest method not supported'); } })()
require('crypto').randomBytes(70000).length === 70000 && require('crypto').randomUUID().length === 36 && require('crypto').randomInt(5) < 5 && require('crypto').randomInt(3, 4) === 3
(async () => (await new Promise((done) => require('crypto').randomBytes(4, (e, b) => done(b)))).length === 4)()
require('crypto').randomFillSync(new Uint32Array(4)).some((x) => x !== 0) && require('crypto').webcrypto === crypto && require('crypto').subtle === crypto.subtle
require('crypto').timingSafeEqual(Buffer.from('ab'), Buffer.from('ab')) && !require('crypto').timingSafeEqual(Buffer.from('ab'), Buffer.from('ac'))
require('crypto').pbkdf2Sync('password', 'salt', 1, 20, 'sha1').toString('hex') === '0c60c80f961f0e71f3a9b524af6012062fe037a6'
Buffer.from(require('crypto').hkdfSync('sha256', Buffer.alloc(22, 11), Buffer.from('000102030405060708090a0b0c', 'hex'), Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex'), 42)).toString('hex').startsWith('3cb25f25faacd57a90434f64d0362f2a')
require('crypto').scryptSync('', '', 64, { N: 16, r: 1, p: 1 }).toString('hex').startsWith('77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442')
require('crypto').scryptSync('password', 'NaCl', 64, { N: 1024, r: 8, p: 16 }).toString('hex').startsWith('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162')
(() => { try { require('crypto').scryptSync('a', 'b', 1, { N: 3 }); } catch (e) { return e.code === 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS'; } })()
(async () => (await new Promise((done) => require('crypto').scrypt('p', 's', 8, { N: 2 }, (e, k) => done(k)))).length === 8)()
(() => { const c = require('crypto').createCipheriv('aes-256-cbc', Buffer.alloc(32, 1), Buffer.alloc(16, 2)); const s = c.update('secret', 'utf8', 'hex') + c.final('hex'); const d = require('crypto').createDecipheriv('aes-256-cbc', Buffer.alloc(32, 1), Buffer.alloc(16, 2)); return s === 'b27661632d6ba62a8edbb5949de0bd6b' || d.update(s, 'hex', 'utf8') + d.final('utf8') === 'secret'; })()
(() => { const k = Buffer.alloc(16, 3); const iv = Buffer.alloc(12); const c = require('crypto').createCipheriv('aes-128-gcm', k, iv).setAAD(Buffer.from('x')); const e = Buffer.concat([c.update('hi'), c.final()]); const d = require('crypto').createDecipheriv('aes-128-gcm', k, iv).setAAD(Buffer.from('x')).setAuthTag(c.getAuthTag()); return Buffer.concat([d.update(e), d.final()]).toString() === 'hi'; })()
(() => { const d = require('crypto').createDecipheriv('aes-128-gcm', Buffer.alloc(16), Buffer.alloc(12)).setAuthTag(Buffer.alloc(16)); d.update('abc'); try { d.final(); } catch (e) { return e.message.includes('unable to authenticate'); } })()
(() => { const { createCipheriv } = require('crypto'); const c = createCipheriv('aes-128-ctr', Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex'), Buffer.from('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff', 'hex')); return c.update('6bc1bee22e409f96e93d7e117393172a', 'hex', 'hex') + c.final('hex') === '874d6191b620e3261bef6864990db6ce'; })()
(() => { const key = require('crypto').createSecretKey('abc', 'utf8'); return key.type === 'secret' && key.symmetricKeySize === 3 && require('crypto').createHmac('sha1', key).update('x').digest('hex') === require('crypto').createHmac('sha1', 'abc').update('x').digest('hex'); })()
(async () => { const h = require('crypto').createHash('sha256'); h.end('abc'); for await (const part of h) return part.toString('hex').startsWith('ba7816bf'); })()
require('crypto').getHashes().includes('sha256') && require('crypto').getCiphers().includes('aes-256-gcm') && require('crypto').getCipherInfo('aes-128-cbc').keyLength === 16
