// What benchmarks/scale needs besides wrk: many routes and functions, connections that wait, large bodies.
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const [command, ...given] = process.argv.slice(2);
const PIECE = Buffer.alloc(64 * 1024, 'x');

// A quarter each: exact, with a parameter, with a wildcard at the end, with one inside.
function routes(count, target) {
  const all = { '/*': target };
  for (let i = 1; i < count; i++) {
    const place = `/area${i % 100}/thing${i}`;
    all[[place, `${place}/:id`, `${place}/*`, `${place}/*/end`][i % 4]] = target;
  }
  return all;
}

async function functions(count, port, credentials, target) {
  const { token } = JSON.parse(fs.readFileSync(credentials, 'utf8'));
  const query = 'mutation($data: CreateAFFunctionDataInput!) { createAFFunction(data: $data) { slug } }';
  let next = 0;
  async function work() {
    while (next < count) {
      const data = { name: `f${next++}`, routes: { '/*': target } };
      const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables: { data } }),
      });
      const result = await answer.json();
      if (result.errors) throw new Error(JSON.stringify(result.errors));
    }
  }
  await Promise.all(Array.from({ length: 8 }, work));
}

// Opens connections, has each answered once (or begin to be, when it is read from no further), and waits.
function connections(count, port, host, ready, path, whole) {
  setInterval(() => {}, 1 << 30); // sockets that are not read do not keep Node.js running
  let answered = 0;
  let opened = 0;
  function open() {
    if (opened++ >= count) return;
    const socket = net.connect(+port, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    socket.once('data', (data) => {
      if (!data.toString('latin1').startsWith('HTTP/1.1 200')) throw new Error(`the answer is ${data.toString('latin1', 0, 80)}`);
      if (!whole) socket.pause();
      if (++answered === +count) setTimeout(() => fs.writeFileSync(ready, ''), 3000);
      open();
    });
    socket.on('error', (error) => { throw error; });
  }
  for (let i = 0; i < 64; i++) open();
}

// GET: a body without end. POST: what comes, back.
function origin(port, ready) {
  http.createServer((request, response) => {
    if (request.method === 'POST') return request.pipe(response);
    const more = () => { while (response.write(PIECE)); };
    response.on('drain', more);
    more();
  }).listen(+port, '127.0.0.1', () => fs.writeFileSync(ready, ''));
}

function echo(total, port, host) {
  const request = http.request({ host: '127.0.0.1', port, method: 'POST', headers: { host, 'content-length': total } }, (response) => {
    let received = 0;
    response.on('data', (data) => { received += data.length; });
    response.on('end', () => {
      if (received !== +total) throw new Error(`${received} bytes came back, not ${total}`);
    });
  });
  let sent = 0;
  const more = () => {
    while (sent < total) {
      const piece = PIECE.subarray(0, Math.min(PIECE.length, total - sent));
      sent += piece.length;
      if (!request.write(piece)) return;
    }
    request.end();
  };
  request.on('drain', more);
  more();
}

const commands = {
  routes: (count, target) => console.log(JSON.stringify(routes(+count, target))),
  functions: (count, port, credentials, target) => functions(+count, port, credentials, target),
  idle: (count, port, host, ready) => connections(count, port, host, ready, '/', true),
  readers: (count, port, host, ready) => connections(count, port, host, ready, '/', false),
  origin,
  echo: (total, port, host) => echo(+total, port, host),
};
Promise.resolve(commands[command](...given)).catch((error) => {
  console.error(`error: ${error.message}`);
  process.exit(1);
});
