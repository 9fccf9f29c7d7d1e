// One part of benchmarks/coldstart: node coldstart-client.js PART PORT API_PORT DATA_FOLDER PID ARGUMENT...
// Prints one line of JSON.
const fs = require('node:fs');
const http = require('node:http');
const { spawn } = require('node:child_process');
const [part, port, apiPort, data, pid, ...given] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const now = () => Number(process.hrtime.bigint()) / 1e6;
const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))];
const timesOf = (list) => ({ p50: quantile(list, 0.5), p99: quantile(list, 0.99), most: Math.max(...list), count: list.length });
const tell = (result) => console.log(JSON.stringify({ part, ...result }));

function ask(host, path = '/', { to = port, through = agent } = {}) {
  return new Promise((resolve, reject) => {
    const started = now();
    http.get({ host: '127.0.0.1', port: to, path, agent: through, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => { body += text; });
      response.on('end', () => resolve({ status: response.statusCode, body, headers: response.headers, millis: now() - started }));
    }).on('error', reject);
  });
}
async function answered(host, path) {
  const answer = await ask(host, path);
  if (answer.status !== 200) throw new Error(`${host} answered ${answer.status}: ${answer.body}`);
  return answer;
}

const token = () => JSON.parse(fs.readFileSync(`${data}/credentials.json`, 'utf8')).token;
function graphql(query, variables, bearer) {
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: '127.0.0.1', port: apiPort, path: '/graphql', method: 'POST', agent,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => { body += text; });
      response.on('end', () => {
        const answer = JSON.parse(body);
        if (answer.errors) reject(new Error(answer.errors[0].message));
        else resolve(answer.data);
      });
    });
    request.on('error', reject).end(JSON.stringify({ query, variables }));
  });
}
async function deploy(name, sourceCode, bearer = token()) {
  await graphql('mutation ($d: CreateAFFunctionDataInput!) { createAFFunction(data: $d) { id } }',
    { d: { name, sourceCode, status: 'ACTIVE' } }, bearer);
  return `${name}.localhost`;
}
/** A function of its own each, somewhat larger than a greeting. */
const moduleOf = (name) => `const routes = new Map([["/", home], ["/about", about]]);
let calls = 0;
function home(url) { return { name: ${JSON.stringify(name)}, path: url.pathname, calls: ++calls }; }
function about() { return { about: "one of many" }; }
export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    const route = routes.get(url.pathname);
    if (route === undefined) return new Response("not found", { status: 404 });
    return Response.json(route(url), { headers: { "x-name": ${JSON.stringify(name)} } });
  },
};
`;

const children = (of) => fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
  try {
    return fs.readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[1] === of ? [name] : [];
  } catch { return []; }
});
const tree = (of) => [of, ...children(of).flatMap(tree)];
const field = (file, pattern) => { try { return +fs.readFileSync(file, 'utf8').match(pattern)[1]; } catch { return 0; } };
const isWorker = (id) => { try { return fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('java\0') && fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('WorkerMain'); } catch { return false; } };
const workers = () => tree(pid).filter(isWorker);
const resident = (id) => field(`/proc/${id}/status`, /VmRSS:\s+(\d+)/) / 1024;
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const wholeTree = () => {
  const ids = tree(pid);
  return {
    megabytes: Math.round(ids.reduce((sum, id) => sum + resident(id), 0)),
    threads: ids.reduce((sum, id) => sum + field(`/proc/${id}/status`, /Threads:\s+(\d+)/), 0),
    descriptors: ids.reduce((sum, id) => { try { return sum + fs.readdirSync(`/proc/${id}/fd`).length; } catch { return sum; } }, 0),
  };
};

/** Starts a peer for one function, and takes the time until it has answered. */
async function peerStart(command, peerPort, environment) {
  const started = now();
  const child = spawn(command[0], command.slice(1), { stdio: 'ignore', env: { ...process.env, ...environment } });
  const through = new http.Agent({ keepAlive: false });
  try {
    while (now() - started < 30_000) {
      const answer = await ask('hello.localhost', '/', { to: peerPort, through }).catch(() => null);
      if (answer !== null && answer.status === 200) return now() - started;
      await pause(1);
    }
    throw new Error(`${command[0]} does not answer`);
  } finally {
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('exit', resolve));
  }
}

const parts = {
  async deploy(count, prefix) {
    const names = Array.from({ length: +count }, (_, i) => `${prefix}-${i}`);
    await deploy(`${prefix}-warm`, moduleOf(`${prefix}-warm`));
    const next = async () => { while (names.length > 0) { const name = names.pop(); await deploy(name, moduleOf(name)); } };
    await Promise.all([next(), next()]);
  },

  async first(count) {
    for (let i = 0; i < 50; i++) await answered('first-warm.localhost');
    const first = [];
    const second = [];
    for (let i = 0; i < +count; i++) {
      first.push((await answered(`first-${i}.localhost`)).millis);
      second.push((await answered(`first-${i}.localhost`)).millis);
    }
    tell({ first: timesOf(first), second: timesOf(second) });
  },

  async peers(starts, workerd, deno, folder) {
    const peerPort = +port + 1;
    fs.writeFileSync(`${folder}/peer.capnp`, `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .hello)],
  sockets = [(name = "http", address = "127.0.0.1:${peerPort}", http = (), service = "main")],
);
const hello :Workerd.Worker = (modules = [(name = "hello.js", esModule = embed "hello.js")], compatibilityDate = "2026-01-01");
`);
    const times = { workerd: [], deno: [] };
    for (let i = 0; i < +starts; i++) {
      times.workerd.push(await peerStart([workerd, 'serve', `${folder}/peer.capnp`], peerPort, {}));
      times.deno.push(await peerStart([deno, 'serve', '--host', '127.0.0.1', '--port', String(peerPort), `${folder}/hello.js`],
        peerPort, { DENO_DIR: `${folder}/deno`, DENO_NO_UPDATE_CHECK: '1' }));
    }
    tell({ workerd: timesOf(times.workerd), deno: timesOf(times.deno) });
  },

  async density(count) {
    for (let i = 0; i < 50; i++) await answered('density-warm.localhost');
    await pause(1500);
    const size = (ids) => Math.max(...ids.map(resident));
    const before = size(workers());
    const times = [];
    for (let i = 0; i < +count; i++) times.push((await answered(`density-${i}.localhost`)).millis);
    await pause(1500);
    const after = size(workers());
    tell({ functions: +count, megabytesBefore: before, megabytesAfter: after, megabytesEach: (after - before) / +count, first: timesOf(times) });
  },

  async eviction(count, limit) {
    let most = 0;
    const first = [];
    for (let i = 0; i < +count; i++) {
      first.push((await answered(`density-${i}.localhost`)).millis);
      if (i % 20 === 0) most = Math.max(most, ...workers().map(resident));
    }
    const back = await answered('density-0.localhost');
    tell({ functions: +count, limit: +limit, most, first: timesOf(first), backMillis: back.millis, cold: JSON.parse(back.body).calls === 1 });
  },

  async projects(count, limit) {
    const hosts = [];
    for (let i = 0; i < +count; i++) {
      const { createAFProject: made } = await graphql('mutation ($n: String!) { createAFProject(data: {name: $n}) { id token } }', { n: `crowd-${i}` }, token());
      hosts.push(await deploy(`crowd-${i}`, moduleOf(`crowd-${i}`), made.token));
    }
    const times = [];
    let most = 0;
    let megabytes = 0;
    for (let round = 0; round < 2; round++) {
      for (const host of hosts) {
        times.push((await answered(host)).millis);
        const running = workers();
        most = Math.max(most, running.length);
        megabytes = Math.max(megabytes, running.reduce((sum, id) => sum + resident(id), 0));
      }
    }
    tell({ projects: +count, limit: +limit, workers: most, megabytes, first: timesOf(times) });
  },

  async scaling(cores) {
    const heavy = await deploy('heavy', 'export default { fetch() { let n = 0; for (let i = 0; i < 2e7; i++) n = (n * 31 + i) | 0; return new Response(String(n)); } };');
    const light = await deploy('light', moduleOf('light'));
    const probe = async (seconds) => {
      const times = [];
      for (const end = now() + seconds * 1000; now() < end; await pause(5)) times.push((await answered(light)).millis);
      return timesOf(times);
    };
    for (let i = 0; i < 200; i++) await answered(light);
    const alone = [];
    for (let i = 0; i < 20; i++) alone.push((await answered(heavy)).millis);
    const quiet = await probe(5);
    let running = true;
    const served = [];
    const refused = [];
    let retryAfter = true;
    const caller = async () => {
      while (running) {
        const answer = await ask(heavy);
        if (answer.status === 200) served.push(answer.millis);
        else if (answer.status === 503) { refused.push(answer.millis); retryAfter &&= answer.headers['retry-after'] !== undefined; await pause(20); }
        else throw new Error(`the heavy function answered ${answer.status}`);
      }
    };
    const load = Array.from({ length: 40 }, caller);
    await pause(1000);
    const began = now();
    const servedBefore = served.length;
    const loaded = await probe(8);
    const perSecond = (served.length - servedBefore) / (now() - began) * 1000;
    running = false;
    await Promise.all(load);
    const aloneMillis = quantile(alone, 0.5);
    tell({ cores: +cores, quiet, loaded, speedUp: perSecond * aloneMillis / 1000, refused: refused.length === 0 ? null : timesOf(refused), retryAfter });
  },

  async soak(minutes) {
    const hosts = [];
    for (let i = 0; i < 40; i++) hosts.push(await deploy(`soak-${i}`, moduleOf(`soak-${i}`)));
    const greedy = await deploy('soak-greedy', 'const a = []; export default { fetch() { for (;;) a.push(new Array(1000).fill(a.length)); } };');
    const buffers = await deploy('soak-buffers', 'const a = []; export default { fetch() { a.push(new Uint8Array(4e6).fill(1)); return new Response(String(a.length)); } };');
    const looks = [];
    const end = now() + minutes * 60_000;
    let requests = 0;
    const caller = async (number) => {
      for (let i = number; now() < end; i++, requests++) {
        const answer = await ask(i % 500 === 0 ? greedy : i % 50 === 1 ? buffers : hosts[i % hosts.length]);
        if (![200, 503].includes(answer.status)) throw new Error(`a function answered ${answer.status}`);
      }
    };
    const load = Array.from({ length: 8 }, (_, i) => caller(i * 7));
    for (let next = now(); now() < end; next += minutes * 1000) { await pause(Math.max(0, next - now())); looks.push(wholeTree()); }
    await Promise.all(load);
    const half = (from, to) => looks.slice(Math.floor(looks.length * from), Math.ceil(looks.length * to));
    const most = (list, key) => Math.max(...list.map((look) => look[key]));
    const keys = ['megabytes', 'threads', 'descriptors'];
    tell({
      minutes: +minutes, requests,
      before: Object.fromEntries(keys.map((key) => [key, most(half(0.25, 0.6), key)])),
      after: Object.fromEntries(keys.map((key) => [key, most(half(0.65, 1), key)])),
    });
  },
};

parts[part](...given).then(() => process.exit(0), (error) => {
  console.error(`error: ${error.message}`);
  process.exit(1);
});
