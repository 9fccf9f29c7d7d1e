// Makes an RSA key that takes minutes; must be refused.
// @expect 200 contained
const rsa = { name: 'RSA-PSS', modulusLength: 16_384, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
export default async () => {
  try { await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']); } catch { return new Response('contained'); }
  return new Response('escaped');
};
