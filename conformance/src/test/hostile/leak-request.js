// Reads another request's objects after it has ended; it must find its own only.
// @expect 200 contained
let kept;
export default async (request) => {
  if (!kept) kept = request;
  if (kept === request) return new Response('contained');
  let text = '';
  try { text = await Promise.race([kept.text(), new Promise((r) => setTimeout(r, 100, ''))]); } catch { text = ''; }
  return new Response(text.includes('secret') ? 'escaped' : 'contained');
};
