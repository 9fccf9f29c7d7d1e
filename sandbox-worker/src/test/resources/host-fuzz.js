// (host, operations) => bytes => what was wrong with the host's answer to the call that the bytes stand for, or "".
(host, operations) => {
  const functions = Object.keys(host);
  const words = ['', '\0', 'SHA-256', 'SHA-1', 'MD5', 'AES', 'P-256', 'P-521', 'Ed25519', 'X448', 'RSA', 'gzip', 'deflate-raw', 'compress', 'gbk',
    'iso-2022-jp', 'windows-1252', '../etc/passwd', 'no-such-name', '\ud800', 'ü.example', 'a'.repeat(300), 'default', '{}', 'http://a/?b'];
  const numbers = [0, -0, 1, -1, 2, 7, 16, 65, 255, 65536, 2147483647, -2147483648, 4294967296, 1.5, NaN, Infinity, -Infinity, Number.MAX_VALUE];
  const leaks = /\bjava\b|javax|javet|jdk\.|sun\.|bouncycastle|io\.alternatefutures|Exception|\.java:|NullPointer/i;
  const kinds = /^\0(TypeError|RangeError|[A-Z][A-Za-z]+Error)\n[^\n]*$/;
  return bytes => {
    let at = 0;
    const next = bound => (at < bytes.length ? bytes[at++] % bound : 0);
    const argument = () => {
      switch (next(16)) {
        case 0: return undefined;
        case 1: return null;
        case 2: return true;
        case 3: case 4: case 5: return numbers[next(numbers.length)];
        case 6: case 7: return words[next(words.length)];
        case 8: return String.fromCharCode(...bytes.slice(at, at += next(32)));
        case 9: case 10: case 11: return bytes.slice(at, at += next(64));
        case 12: return bytes.slice(at, at += next(64)).buffer;
        case 13: return [new Uint16Array(3), new DataView(new ArrayBuffer(2)), new Uint8Array(new SharedArrayBuffer(4)), 10n, Symbol('s')][next(5)];
        case 14: return [{}, [], () => { throw new Error('called'); }, new Date(NaN), /x/, new Map(), Promise.resolve()][next(7)];
        default: return new Proxy({}, { get() { throw new RangeError('trap'); } });
      }
    };
    const name = next(2) === 0 ? 'op' : functions[next(functions.length)];
    const given = name === 'op' && next(8) > 0 ? [operations[next(operations.length)]] : [];
    const count = next(9);
    for (let i = 0; i < count; i++) given.push(argument());
    const shown = () => `${name}(${given.map(value => typeof value === 'string' ? JSON.stringify(value) : Object.prototype.toString.call(value)).join(', ')})`;
    let answer;
    try {
      answer = host[name](...given);
    } catch (error) {
      const text = `${error} ${error?.stack}`;
      return name === 'op' || leaks.test(text) ? `${shown()} threw ${text}` : '';
    }
    if (typeof answer === 'string' && answer[0] === '\0' && answer[1] !== '\0' && (!kinds.test(answer) || leaks.test(answer))) return `${shown()} answered ${answer}`;
    return '';
  };
}
