// Measures time finely; clocks must be coarse.
// @expect 200 contained
export default () => {
  const seen = new Set();
  for (let i = 0; i < 200_000; i++) seen.add(performance.now());
  const times = [...seen].sort((a, b) => a - b);
  const least = Math.min(...times.slice(1).map((t, i) => t - times[i]));
  return new Response(times.length < 2 || least > 0.09 ? 'contained' : 'escaped ' + least);
};
