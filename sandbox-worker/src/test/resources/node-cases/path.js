// node:path
require('path').join('/a', '..', 'b/', './c') === '/b/c' && require('path').join('') === '.' && require('path').join('a', '../../b') === '../b' && require('path').normalize('/a//b/../c/') === '/a/c/'
require('path').resolve('a') === '/a' && require('path').resolve('/x', '../y', 'z') === '/y/z' && require('path').relative('/a/b/c', '/a/d') === '../../d' && require('path').isAbsolute('/a')
require('path').basename('/a/b.html', '.html') === 'b' && require('path').dirname('/a/b') === '/a' && require('path').dirname('a') === '.' && require('path').dirname('/') === '/' && require('path').basename('a/') === 'a'
require('path').extname('a.tar.gz') === '.gz' && require('path').extname('.rc') === '' && require('path').extname('a.') === '.' && require('path').extname('a/b') === ''
(() => { const p = require('path').parse('/home/u/f.txt'); return p.root === '/' && p.dir === '/home/u' && p.base === 'f.txt' && p.ext === '.txt' && p.name === 'f' && require('path').format(p) === '/home/u/f.txt'; })()
require('path').posix === require('path') && require('path/posix').sep === '/' && require('path').matchesGlob('a/b.js', 'a/*.js') && !require('path').matchesGlob('a/b/c.js', 'a/*.js')
(() => { try { require('path').join(1); } catch (e) { return e.code === 'ERR_INVALID_ARG_TYPE'; } })()
