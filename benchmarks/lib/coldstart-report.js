// Turns the client's lines into text or JSON: node coldstart-report.js FORMAT CHECK CORES FILE
const [format, check, cores, file] = process.argv.slice(2);
const parts = Object.fromEntries(
  require('node:fs').readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line)).map((result) => [result.part, result]));
const ms = (value) => `${value.toFixed(1)} ms`;
const mb = (value) => `${value.toFixed(1)} MiB`;
const lines = [];
const missed = [];
const line = (name, text) => lines.push(`  ${name.padEnd(34)} ${text}`);
const target = (name, value, most, show) => {
  const met = value <= most;
  if (!met) missed.push(name);
  line(name, `${show(value).padStart(12)}   target ≤ ${show(most)}   ${met ? 'met' : 'MISSED'}`);
};
const ratio = (value) => `${value.toFixed(2)}`;
const times = (name, { p50, p99, count }) => line(name, `p50 ${ms(p50)}, p99 ${ms(p99)} of ${count}`);

if (parts.first) {
  lines.push('First request to a function that was never loaded');
  target('p50', parts.first.first.p50, 4, ms);
  target('p99', parts.first.first.p99, 15, ms);
  times('the request after it', parts.first.second);
}
if (parts.peers) {
  times('workerd, started for it', parts.peers.workerd);
  times('Deno, started for it', parts.peers.deno);
  for (const name of ['workerd', 'deno']) line(`p50, runtime / ${name}`, ratio(parts.first.first.p50 / parts.peers[name].p50));
}
if (parts.density) {
  lines.push(`${parts.density.functions} functions of one project, each called once`);
  target('resident, each', parts.density.megabytesEach, 2, mb);
  line('the worker before, after', `${mb(parts.density.megabytesBefore)}, ${mb(parts.density.megabytesAfter)}`);
}
if (parts.eviction) {
  lines.push(`The same with a worker of ${parts.eviction.limit} MiB`);
  target('the worker, at most', parts.eviction.most, parts.eviction.limit, mb);
  line('the first function', `${parts.eviction.cold ? 'came back as a cold start' : 'was still there'} after ${ms(parts.eviction.backMillis)}`);
}
if (parts.projects) {
  lines.push(`${parts.projects.projects} projects called in turn, with ${parts.projects.limit} MiB for workers`);
  target('workers together, at most', parts.projects.megabytes, parts.projects.limit, mb);
  line('workers at once, at most', String(parts.projects.workers));
  times('a request, mostly with a new worker', parts.projects.first);
}
if (parts.scaling) {
  lines.push(`A function that computes, on ${parts.scaling.cores} cores, and another beside it`);
  line('cores that the first uses', ratio(parts.scaling.speedUp));
  times('the other, alone', parts.scaling.quiet);
  times('the other, beside it', parts.scaling.loaded);
  target('p99, beside it / alone', parts.scaling.loaded.p99 / parts.scaling.quiet.p99, 2, ratio);
  if (parts.scaling.refused === null) missed.push('nothing was refused');
  else target(`503 of a full queue${parts.scaling.retryAfter ? ', Retry-After' : ', NO Retry-After'}, p99`, parts.scaling.refused.p99, 50, ms);
}
if (parts.soak) {
  lines.push(`${parts.soak.minutes} minutes of mixed load, ${parts.soak.requests} requests: the second quarter, then the end`);
  for (const key of Object.keys(parts.soak.before)) line(key, `${parts.soak.before[key]}, ${parts.soak.after[key]}`);
  target('resident, end / second quarter', parts.soak.after.megabytes / parts.soak.before.megabytes, 1.1, ratio);
  target('threads', parts.soak.after.threads / parts.soak.before.threads, 1.1, ratio);
  target('descriptors', parts.soak.after.descriptors / parts.soak.before.descriptors, 1.1, ratio);
}
console.log(format === 'json' ? JSON.stringify({ cores: +cores, parts, missed }) : lines.join('\n'));
process.exitCode = check === '1' && missed.length > 0 ? 1 : 0;
