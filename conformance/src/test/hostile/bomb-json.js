// Parses and writes JSON that is nested deeply; must not use up the stack, which native code has no guard for.
// @expect 200 contained
export default () => {
  const text = '['.repeat(200_000) + ']'.repeat(200_000);
  return new Response(JSON.stringify(JSON.parse(text)) === text ? 'contained' : 'other');
};
