// node:timers
(async () => (await require('timers/promises').setTimeout(1, 'v')) === 'v' && (await require('timers/promises').setImmediate('i')) === 'i')()
(async () => { try { await require('timers/promises').setTimeout(1000, 0, { signal: AbortSignal.timeout(1) }); } catch (e) { return e.name === 'AbortError'; } })()
(async () => { let n = 0; for await (const v of require('timers/promises').setInterval(1, 'x')) { if (v === 'x' && ++n === 3) break; } return n === 3; })()
(async () => { const t = require('timers').setTimeout(() => {}, 1); return t.unref() === t && t.hasRef() === false && t.ref().hasRef() && typeof +t === 'number' && (clearTimeout(t), true); })()
(async () => { let ran = false; const t = require('timers').setTimeout(() => { ran = true; }, 1); require('timers').clearTimeout(t); await require('timers/promises').setTimeout(5); return ran === false; })()
(async () => (await new Promise((done) => setImmediate(done, 7))) === 7 && (await new Promise((done) => process.nextTick(done, 8))) === 8)()
