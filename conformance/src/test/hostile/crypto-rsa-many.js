// Makes RSA keys without end; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
const rsa = { name: 'RSA-PSS', modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
export default async () => { for (;;) await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']); };
