// Makes functions of text of every kind; none must see more than others do.
// @expect 200 contained
const kinds = [function () {}, function* () {}, async function () {}, async function* () {}].map((f) => f.constructor);
const names = ['require', 'module', 'exports', '__filename', '__dirname', 'internals', 'host', '__bind', '__adopt', 'entry', 'Java', 'internalBinding', 'primordials'];
export default () => {
  for (const kind of kinds) {
    const found = [];
    for (const name of names) {
      try { new kind(`return ${name}`); if (eval(`typeof ${name}`) !== 'undefined') found.push(name); } catch { continue; }
    }
    if (new Function('return process')() !== globalThis.process || (0, eval)('this') !== globalThis) found.push('another global');
    if (found.length) return new Response('escaped ' + found);
  }
  return new Response('contained');
};
