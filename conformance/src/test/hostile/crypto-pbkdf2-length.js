// Derives as many bits as can be asked for; must fail or be ended.
// @expect 504 CPU_LIMIT | 500 FUNCTION_ERROR | 503 MEMORY_LIMIT
export default async () => {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(8), 'PBKDF2', false, ['deriveBits']);
  await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-512', salt: new Uint8Array(8), iterations: 1_000 }, key, 2 ** 31 - 8);
};
