// node:string_decoder
(() => { const d = new (require('string_decoder').StringDecoder)('utf8'); return d.write(Buffer.from([0xe2, 0x82])) === '' && d.write(Buffer.from([0xac, 97])) === '\u20aca' && d.end() === ''; })()
(() => { const d = new (require('string_decoder').StringDecoder)(); return d.write(Buffer.from([0xe2, 0x82])) === '' && d.end() === '\ufffd'; })()
(() => { const d = new (require('string_decoder').StringDecoder)('base64'); return d.write(Buffer.from('ab')) + d.write(Buffer.from('cd')) + d.end() === Buffer.from('abcd').toString('base64'); })()
(() => { const d = new (require('string_decoder').StringDecoder)('utf16le'); const b = Buffer.from('\ud83d\ude00', 'utf16le'); return d.write(b.subarray(0, 3)) + d.write(b.subarray(3)) === '\ud83d\ude00'; })()
(() => { const d = new (require('string_decoder').StringDecoder)('utf8'); let s = ''; for (const byte of Buffer.from('a\ud83d\ude00z\u00e9')) s += d.write(Buffer.from([byte])); return s + d.end() === 'a\ud83d\ude00z\u00e9'; })()
