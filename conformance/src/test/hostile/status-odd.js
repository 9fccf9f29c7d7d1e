// Answers with statuses that end no request; must be refused.
// @expect 200 contained
export default () => {
  let refused = 0;
  for (const status of [100, 101, 199, 600, 1e9, -1, 0]) {
    try { new Response(null, { status }); } catch { refused++; }
  }
  return new Response(refused === 7 ? 'contained' : 'escaped ' + refused);
};
