// Derives a key with two thousand million rounds; must be refused.
// @expect 200 contained
export default async () => {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(8), 'PBKDF2', false, ['deriveBits']);
  const many = { name: 'PBKDF2', hash: 'SHA-512', salt: new Uint8Array(8), iterations: 2 ** 31 - 1 };
  try { await crypto.subtle.deriveBits(many, key, 512); } catch { return new Response('contained'); }
  return new Response('escaped');
};
