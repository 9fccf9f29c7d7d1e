// Makes functions of text of every kind; none must see more than others do.
// @expect 200 contained
const kinds = [function () {}, function* () {}, async function () {}, async function* () {}].map((f) => f.constructor);
export default () => {
  for (const kind of kinds) {
    const found = [];
    for (const name of ['require', 'module', 'host', '__bind', 'entry', 'Java', 'internalBinding']) {
      try { new kind(`return ${name}`); if (eval(`typeof ${name}`) !== 'undefined') found.push(name); } catch { continue; }
    }
    if (found.length) return new Response('escaped ' + found);
  }
  return new Response('contained');
};
