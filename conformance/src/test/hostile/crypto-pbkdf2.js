// Derives as long a key with as many rounds as is allowed, hours of work; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
export default async () => {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(8), 'PBKDF2', false, ['deriveBits']);
  await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-512', salt: new Uint8Array(8), iterations: 10_000_000 }, key, 8 << 20);
};
