// Iterates without end over promises that are settled; must be ended for its CPU time.
// @expect 504 CPU_LIMIT
async function* forever() { for (;;) yield 1; }
export default async () => { for await (const one of forever()) if (one > 1) break; };
