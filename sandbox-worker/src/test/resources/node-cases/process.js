// node:process
process.env.GREETING === 'hi' && process === require('process') && (process.env.N = 5) === 5 && process.env.N === '5' && 'N' in process.env && delete process.env.N && process.env.N === undefined
/^v\d+\.\d+\.\d+$/.test(process.version) && process.versions.node === process.version.slice(1) && process.platform === 'linux' && process.cwd() === '/' && process.argv.length === 2
process.hrtime().length === 2 && typeof process.hrtime.bigint() === 'bigint' && process.uptime() >= 0 && typeof process.on === 'function' && process.emit('nothing') === false
(() => { try { process.exit(1); } catch (e) { return e.message.includes('process.exit() is not available'); } })()
process.stdout.write('x') && process.stdout.isTTY === false && Object.prototype.toString.call(process) === '[object process]' && global === globalThis
process.getBuiltinModule('node:fs') === undefined && process.getBuiltinModule('node:path').sep === '/'
