// Looks for a process, its environment, arguments, bindings and owner behind node:process; none must be there.
// @expect 200 contained
const MEMBERS = 'abort arch argv argv0 chdir cwd emitWarning env execArgv execPath exit exitCode features getBuiltinModule hrtime ' +
  'kill nextTick pid platform ppid release stderr stdout title umask uptime version versions';
const EMITTER = ['_captures', '_events', '_eventsCount', '_maxListeners'];
const VALUES = {
  arch: 'x64', argv: ['node', '/function.js'], argv0: 'node', execArgv: [], execPath: '/node', pid: 1, ppid: 0, platform: 'linux', title: 'node',
  env: {}, versions: { node: process.versions.node }, release: { name: 'node', lts: 'Jod' },
  features: { inspector: false, debug: false, uv: false, ipv6: true, tls: false },
};
const HIDDEN = 'binding _linkedBinding dlopen mainModule report permission config moduleLoadList stdin memoryUsage cpuUsage ' +
  'resourceUsage constrainedMemory getuid geteuid setuid getgroups channel send connected disconnect openStdin reallyExit ' +
  '_kill _debugProcess _getActiveHandles _rawDebug allowedNodeEnvironmentFlags debugPort loadEnvFile execve ref unref';
const ENDINGS = { exit: [0], abort: [], kill: [1, 'SIGKILL'], chdir: ['/'] };

function* faults() {
  const members = Reflect.ownKeys(process).filter((name) => typeof name === 'string' && !EMITTER.includes(name));
  if (members.sort().join(' ') !== MEMBERS) yield 'members ' + members;
  for (const [name, value] of Object.entries(VALUES)) {
    if (JSON.stringify(process[name]) !== JSON.stringify(value)) yield `${name} ${JSON.stringify(process[name])}`;
  }
  for (const name of HIDDEN.split(' ')) if (name in process) yield name;
  for (const name of ['PATH', 'HOME', 'JAVA_HOME', 'JDK_JAVA_OPTIONS', 'AF_TOKEN', 'AF_DATA_DIR', 'DATABASE_URL']) {
    if (process.env[name] !== undefined || name in process.env || Object.hasOwn(process.env, name)) yield 'env.' + name;
  }
  for (const [name, args] of Object.entries(ENDINGS)) {
    for (let times = 0; times < 1_000; times++) {
      let code = 'nothing thrown';
      try { process[name](...args); } catch (error) { code = error.code; }
      if (code !== 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM') { yield `${name}() ${code}`; break; }
    }
  }
  if (process.cwd() !== '/' || process.umask() !== 0o22) yield 'cwd or umask';
  if (process.uptime() > 60 * 60 || process.uptime() < 0) yield 'uptime ' + process.uptime();
}
export default () => new Response([...faults()].join('; ') || 'contained');
