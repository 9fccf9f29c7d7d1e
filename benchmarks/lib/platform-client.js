// Times the cases of platform-module.js: node platform-client.js ROUNDS FORMAT NAME=PORT=HOST...
// What one repetition costs is (time of n - time of none) / n, so that the way to the server cancels out.
const http = require('node:http');
const [rounds, format, ...given] = process.argv.slice(2);
const subjects = given.map((text) => {
  const [name, port, host] = text.split('=');
  return { name, port, host, agent: new http.Agent({ keepAlive: true, maxSockets: 1 }) };
});
// How often a request repeats each case; small enough for a request's CPU time.
const repeats = { url: 20000, urlpattern: 5000, request: 5000, 'sha256-1mib': 20, 'transform-1mib': 100, structuredclone: 200 };

function ask(subject, name, n) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    http.get({ host: '127.0.0.1', port: subject.port, agent: subject.agent, path: `/?case=${name}&n=${n}`, headers: { host: subject.host } }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode !== 200) reject(new Error(`${subject.name} answered ${response.statusCode} to ${name}`));
        else resolve(Number(process.hrtime.bigint() - started) / 1e3);
      });
    }).on('error', reject);
  });
}
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function main() {
  const samples = {};
  for (const name of Object.keys(repeats)) {
    samples[name] = Object.fromEntries(subjects.map((subject) => [subject.name, []]));
    for (const subject of subjects) for (let i = 0; i < 3; i++) await ask(subject, name, repeats[name]);
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < subjects.length; i++) {
        // Every round begins with another subject, so that a change of the machine's speed meets all of them alike.
        const subject = subjects[(i + round) % subjects.length];
        const none = await ask(subject, name, 0);
        samples[name][subject.name].push(Math.max(1, (await ask(subject, name, repeats[name])) - none) / repeats[name]);
      }
    }
  }
  const rows = [];
  for (const [name, times] of Object.entries(samples)) {
    const row = { case: name, microseconds: {}, ratios: {} };
    for (const subject of subjects) row.microseconds[subject.name] = +median(times[subject.name]).toFixed(2);
    for (const subject of subjects.slice(1)) {
      const ratios = times[subjects[0].name].map((own, i) => own / times[subject.name][i]);
      row.ratios[subject.name] = [median(ratios), Math.min(...ratios), Math.max(...ratios)].map((value) => +value.toFixed(2));
    }
    rows.push(row);
  }
  if (format === 'json') return console.log(JSON.stringify({ rounds: +rounds, rows }));
  for (const row of rows) {
    console.log(row.case);
    for (const [name, time] of Object.entries(row.microseconds)) console.log(`  ${name.padEnd(8)} ${String(time).padStart(10)} microseconds`);
    for (const [name, [middle, low, high]] of Object.entries(row.ratios)) console.log(`  ${subjects[0].name} / ${name}: ${middle} (${low} to ${high})`);
  }
}
main().catch((error) => {
  console.error(`error: ${error.message}`);
  process.exit(1);
});
