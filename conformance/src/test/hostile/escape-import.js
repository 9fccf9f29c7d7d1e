// Imports files, addresses and the host's modules; none must be there.
// @expect 200 contained
export default async () => {
  const names = ['fs', 'node:fs', 'file:///etc/passwd', '/etc/passwd', 'http://127.0.0.1/', 'data:text/javascript,export default 1', './function.js', 'java.lang.System'];
  for (const name of names) {
    try { await import(name); return new Response('escaped ' + name); } catch { continue; }
  }
  return new Response('contained');
};
