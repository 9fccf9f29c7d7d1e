// Fetches what lies inside; every form must be refused.
// @expect 200 contained
export default async () => {
  for (const url of ['http://127.0.0.1:PORT/', 'http://localhost:PORT/', 'http://[::1]:PORT/', 'http://0:PORT/',
    'http://169.254.169.254/', 'file:///etc/passwd', 'unix:/run/x', 'ftp://127.0.0.1/', 'http://127.0.0.1:PORT@127.0.0.1:PORT/']) {
    try { await fetch(url); return new Response('escaped ' + url); } catch { continue; }
  }
  return new Response('contained');
};
