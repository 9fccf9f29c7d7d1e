// Compares an interface with its line of minimum-common-api.txt; answers what is wrong, a line each.
line => {
  const faults = [];
  const expect = (ok, fault) => { if (!ok) faults.push(fault); };
  const [head, parent, members] = line.split(' :').map(part => part.trim());
  const [path, length] = head.split('/');
  const name = path.replace(/^.*\./, '');
  const holder = path === name ? globalThis : WebAssembly;
  const own = Object.getOwnPropertyDescriptor(holder, name);
  if (typeof own?.value !== 'function') return `there is no ${path}`;
  const type = own.value;
  const prototype = type.prototype;
  const same = (object, key, wanted) => {
    const found = Object.getOwnPropertyDescriptor(object, key);
    for (const part of Object.keys(wanted)) expect(found !== undefined && Object.is(found[part], wanted[part]), `${String(key)}: ${part} is ${String(found?.[part])}`);
  };
  const parentType = parent === '-' ? null : parent[0] === '%' ? globalThis[parent.slice(1)] : globalThis[parent];
  expect(own.writable && own.configurable && !own.enumerable, 'the property of the global object');
  same(type, 'name', { value: name, writable: false, enumerable: false, configurable: true });
  same(type, 'length', { value: +length, writable: false, enumerable: false, configurable: true });
  same(type, 'prototype', { writable: false, enumerable: false, configurable: false });
  same(prototype, 'constructor', { value: type, writable: true, enumerable: false, configurable: true });
  same(prototype, Symbol.toStringTag, { value: path, writable: false, enumerable: false, configurable: true });
  expect(Object.getPrototypeOf(prototype) === (parentType ?? Object).prototype, 'what the prototype inherits from');
  expect(Object.getPrototypeOf(type) === (parentType === null || parent[0] === '%' ? Function.prototype : parentType), 'what the constructor inherits from');
  try {
    type();
    faults.push('it can be called without new');
  } catch (error) {
    expect(error instanceof TypeError, `called without new it throws ${error}`);
  }
  const callable = (fn, key, wanted) => {
    expect(fn.name === key, `${key}: its name is ${fn.name}`);
    expect(fn.length === wanted, `${key}: its length is ${fn.length}`);
    expect(!Object.hasOwn(fn, 'prototype'), `${key}: it can be constructed`);
  };
  const seen = new Set();
  const checkMember = text => {
    const [object, rest] = text[0] === '+' ? [type, text.slice(1)] : [prototype, text];
    const [key, count] = rest.replace(/^=|\*$/g, '').split('/');
    seen.add(object === type ? `+${key}` : key);
    const found = Object.getOwnPropertyDescriptor(object, key);
    if (found === undefined) return faults.push(`there is no ${rest}`);
    expect(found.enumerable, `${key}: it is not enumerable`);
    if (text[0] === '=') {
      seen.add(`+${key}`);
      same(prototype, key, { writable: false, configurable: false });
      return same(type, key, { value: found.value, writable: false, enumerable: true, configurable: false });
    }
    expect(found.configurable, `${key}: it is not configurable`);
    if (count !== undefined) {
      expect(found.writable, `${key}: it is not writable`);
      return callable(found.value, key, +count);
    }
    callable(found.get, `get ${key}`, 0);
    expect((found.set !== undefined) === rest.endsWith('*'), `${key}: whether it can be set`);
    if (found.set !== undefined) callable(found.set, `set ${key}`, 1);
    if (object === type) return;
    try {
      const value = Reflect.apply(found.get, Object.create(prototype), []);
      expect(typeof value?.catch === 'function' && (value.catch(() => {}), true), `${key}: it works on any object`);
    } catch (error) {
      expect(error instanceof TypeError, `${key}: on another object it throws ${error}`);
    }
  };
  for (const member of members.split(' ').filter(text => text !== '')) {
    if (!member.startsWith('@@')) {
      checkMember(member);
      continue;
    }
    const [symbol, key] = member.slice(2).split('=');
    same(prototype, Symbol[symbol], { value: prototype[key], writable: true, enumerable: false, configurable: true });
  }
  const surplus = (object, mark, usual) => {
    for (const key of Object.getOwnPropertyNames(object)) {
      expect(usual.includes(key) || seen.has(mark + key), `there is ${mark}${key} as well`);
    }
  };
  surplus(prototype, '', ['constructor']);
  surplus(type, '+', ['length', 'name', 'prototype', 'stackTraceLimit']);
  return faults.join('\n');
}
