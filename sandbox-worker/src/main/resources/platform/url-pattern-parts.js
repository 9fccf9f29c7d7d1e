// Pattern strings: tokens, parts, and what is made of them (https://urlpattern.spec.whatwg.org/#pattern-strings).
const isAsciiNamePart = (c) => isAlpha(c) || isDigit(c) || c === 36 || c === 95;
/** Whether a character can start an identifier of JavaScript; the engine has no tables for those beyond ASCII, the host has. */
function isNameStart(character) {
  const c = strAt(character, 0);
  return c < 128 ? isAsciiNamePart(c) && !isDigit(c) : hostOp("unicode.identifier", character, true);
}
function isNamePart(character) {
  const c = strAt(character, 0);
  if (c < 128) return isAsciiNamePart(c);
  return c === 0x200c || c === 0x200d || hostOp("unicode.identifier", character, false);
}
const characterAt = (text, index) => fromCodePoint(strCodePointAt(text, index));
const invalidPattern = (text, index, reason) => new TypeError(`Invalid pattern '${text}' at ${index}: ${reason}`);

/** Tokens {type, index, value} of a pattern; a lenient list marks what is wrong, a strict one throws. */
function tokenize(text, lenient) {
  const tokens = [];
  let at = 0;
  while (at < text.length) at = nextToken(text, at, lenient, tokens);
  arrPush(tokens, { type: "end", index: text.length, value: "" });
  return tokens;
}
/** Adds the token at an index and returns the index after it. */
function nextToken(text, at, lenient, tokens) {
  const c = characterAt(text, at);
  const after = at + c.length;
  const add = (type, end, from = at, to = end) => {
    arrPush(tokens, { type, index: at, value: strSlice(text, from, to) });
    return end;
  };
  const wrong = (reason, end) => {
    if (!lenient) throw invalidPattern(text, at, reason);
    return add("invalid-char", end);
  };
  switch (c) {
    case "*": return add("asterisk", after);
    case "+": case "?": return add("other-modifier", after);
    case "{": return add("open", after);
    case "}": return add("close", after);
    case "\\": {
      if (after === text.length) return wrong("nothing follows the backslash", after);
      return add("escaped-char", after + characterAt(text, after).length, after);
    }
    case ":": {
      let end = after;
      while (end < text.length) {
        const part = characterAt(text, end);
        if (!(end === after ? isNameStart(part) : isNamePart(part))) break;
        end += part.length;
      }
      return end === after ? wrong("a name is missing", after) : add("name", end, after);
    }
    case "(": {
      const end = regexpEnd(text, after);
      return end < 0 ? wrong("the regular expression is not valid here", after) : add("regexp", end, after, end - 1);
    }
    default: return add("char", after);
  }
}
/** Where a regular expression ends, after its closing parenthesis; -1 when it is not one a pattern may hold. */
function regexpEnd(text, start) {
  let depth = 1;
  for (let i = start; i < text.length; i++) {
    const c = strAt(text, i);
    if (c > 127 || (i === start && c === 63)) return -1;
    if (c === 92) {
      i++;
      if (i === text.length || strAt(text, i) > 127) return -1;
    } else if (c === 41) {
      if (--depth === 0) return i === start ? -1 : i + 1;
    } else if (c === 40) {
      depth++;
      if (text[i + 1] !== "?") return -1;
    }
  }
  return -1;
}

// How a component's pattern is read: what ends a segment, and what is taken as the prefix of a group.
const PLAIN_PATTERN = { delimiter: "", prefix: "" };
const HOST_PATTERN = { delimiter: ".", prefix: "" };
const PATH_PATTERN = { delimiter: "/", prefix: "/" };
const segmentWildcard = (options) => `[^${escapeRegexp(options.delimiter)}]+?`;
const FULL_WILDCARD = ".*";

class PatternParser {
  constructor(text, options, encode) {
    this.text = text;
    this.tokens = tokenize(text, false);
    this.options = options;
    this.encode = encode;
    this.index = 0;
    this.parts = [];
    this.fixed = "";
    this.nextName = 0;
  }
  take(type) {
    return this.tokens[this.index].type === type ? this.tokens[this.index++] : null;
  }
  require(type) {
    const token = this.take(type);
    if (token === null) throw invalidPattern(this.text, this.tokens[this.index].index, `expected ${type}, found ${this.tokens[this.index].type}`);
  }
  takeGroup(name) {
    return this.take("regexp") ?? (name === null ? this.take("asterisk") : null);
  }
  takeModifier() {
    return (this.take("other-modifier") ?? this.take("asterisk"))?.value ?? "";
  }
  takeText() {
    let text = "";
    for (;;) {
      const token = this.take("char") ?? this.take("escaped-char");
      if (token === null) return text;
      text += token.value;
    }
  }
  parse() {
    while (this.index < this.tokens.length) {
      const character = this.take("char");
      const name = this.take("name");
      const group = this.takeGroup(name);
      if (name !== null || group !== null) {
        let prefix = character?.value ?? "";
        if (prefix !== this.options.prefix) {
          this.fixed += prefix;
          prefix = "";
        }
        this.flush();
        this.add(prefix, name, group, "", this.takeModifier());
        continue;
      }
      const fixed = character ?? this.take("escaped-char");
      if (fixed !== null) {
        this.fixed += fixed.value;
      } else if (this.take("open") !== null) {
        const prefix = this.takeText();
        const inner = this.take("name");
        const innerGroup = this.takeGroup(inner);
        const suffix = this.takeText();
        this.require("close");
        this.add(prefix, inner, innerGroup, suffix, this.takeModifier());
      } else {
        this.flush();
        this.require("end");
      }
    }
    return this.parts;
  }
  flush() {
    if (this.fixed === "") return;
    const value = this.encode(this.fixed);
    this.fixed = "";
    this.push("fixed-text", value, "", "", "", "");
  }
  push(type, value, modifier, name, prefix, suffix) {
    arrPush(this.parts, { type, value, modifier, name, prefix, suffix });
  }
  add(prefix, nameToken, group, suffix, modifier) {
    if (nameToken === null && group === null) {
      if (modifier === "") {
        this.fixed += prefix;
        return;
      }
      this.flush();
      if (prefix !== "") this.push("fixed-text", this.encode(prefix), modifier, "", "", "");
      return;
    }
    this.flush();
    let value = group === null ? segmentWildcard(this.options) : group.type === "asterisk" ? FULL_WILDCARD : group.value;
    let type = "regexp";
    if (value === segmentWildcard(this.options)) type = "segment-wildcard";
    else if (value === FULL_WILDCARD) type = "full-wildcard";
    if (type !== "regexp") value = "";
    const name = nameToken !== null ? nameToken.value : `${this.nextName++}`;
    for (let i = 0; i < this.parts.length; i++) {
      if (this.parts[i].name === name) throw invalidPattern(this.text, nameToken?.index ?? 0, `the name '${name}' is used twice`);
    }
    this.push(type, value, modifier, name, this.encode(prefix), this.encode(suffix));
  }
}

function escaper(characters) {
  return (text) => {
    let out = "";
    for (let i = 0; i < text.length; i++) out += strIncludes(characters, text[i]) ? `\\${text[i]}` : text[i];
    return out;
  };
}
const escapeRegexp = escaper(".+*?^${}()[]|/\\");
const escapePattern = escaper("+*?:{}()\\");

function partExpression(part, options) {
  const { prefix, suffix, modifier } = part;
  if (part.type === "fixed-text") {
    return modifier === "" ? escapeRegexp(part.value) : `(?:${escapeRegexp(part.value)})${modifier}`;
  }
  const value = part.type === "segment-wildcard" ? segmentWildcard(options)
    : part.type === "full-wildcard" ? FULL_WILDCARD : part.value;
  const repeats = modifier === "*" || modifier === "+";
  if (prefix === "" && suffix === "") return repeats ? `((?:${value})${modifier})` : `(${value})${modifier}`;
  const before = escapeRegexp(prefix), after = escapeRegexp(suffix);
  if (!repeats) return `(?:${before}(${value})${after})${modifier}`;
  return `(?:${before}((?:${value})(?:${after}${before}(?:${value}))*)${after})${modifier === "*" ? "?" : ""}`;
}

/** The normalised pattern string of a list of parts. */
function patternText(parts, options) {
  let text = "";
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part.type === "fixed-text") {
      const fixed = escapePattern(part.value);
      text += part.modifier === "" ? fixed : `{${fixed}}${part.modifier}`;
    } else {
      text += groupText(part, i > 0 ? parts[i - 1] : null, i + 1 < parts.length ? parts[i + 1] : null, options);
    }
  }
  return text;
}
function groupText(part, previous, next, options) {
  const named = !isDigit(strAt(part.name, 0));
  const grouped = needsGrouping(part, previous, next, named, options);
  let text = `${grouped ? "{" : ""}${escapePattern(part.prefix)}${named ? `:${part.name}` : ""}`;
  if (part.type === "regexp") {
    text += `(${part.value})`;
  } else if (part.type === "segment-wildcard") {
    if (!named) text += `(${segmentWildcard(options)})`;
    else if (part.suffix !== "" && isNamePart(characterAt(part.suffix, 0))) text += "\\";
  } else {
    const bare = !named && (previous === null || previous.type === "fixed-text" || previous.modifier !== ""
      || grouped || part.prefix !== "");
    text += bare ? "*" : `(${FULL_WILDCARD})`;
  }
  return `${text}${escapePattern(part.suffix)}${grouped ? "}" : ""}${part.modifier}`;
}
/** Whether a group would be read differently without braces around it. */
function needsGrouping(part, previous, next, named, options) {
  if (part.suffix !== "" || (part.prefix !== "" && part.prefix !== options.prefix)) return true;
  if (named && part.type === "segment-wildcard" && part.modifier === "" && next !== null && next.prefix === "" && next.suffix === "") {
    if (next.type === "fixed-text" ? isNamePart(characterAt(next.value, 0)) : isDigit(strAt(next.name, 0))) return true;
  }
  return part.prefix === "" && previous !== null && previous.type === "fixed-text" && options.prefix !== ""
    && strEnds(previous.value, options.prefix);
}

/** One component of a pattern, ready to match. */
class PatternComponent {
  constructor(text, options, encode, ignoreCase) {
    const parts = new PatternParser(text, options, encode).parse();
    this.text = patternText(parts, options);
    this.names = [];
    this.hasRegexp = false;
    let expression = "^";
    for (let i = 0; i < parts.length; i++) {
      if (parts[i].type !== "fixed-text") arrPush(this.names, parts[i].name);
      if (parts[i].type === "regexp") this.hasRegexp = true;
      expression += partExpression(parts[i], options);
    }
    const single = parts.length === 1 && parts[0].modifier === "" ? parts[0] : null;
    // Most components are a fixed text or a lone wildcard: those need no regular expression.
    this.wildcard = single !== null && single.type === "full-wildcard" && single.prefix === "" && single.suffix === "";
    this.fixed = ignoreCase ? null : parts.length === 0 ? "" : single !== null && single.type === "fixed-text" ? single.value : null;
    this.expression = this.wildcard || this.fixed !== null ? null : compileExpression(`${expression}$`, ignoreCase, text);
  }
  /** The captures of a match, the whole text first, or null. */
  match(input) {
    if (this.wildcard) return [input, input];
    if (this.fixed !== null) return this.fixed === input ? [input] : null;
    return regExec(this.expression, input);
  }
}
function compileExpression(expression, ignoreCase, text) {
  try {
    return new RegExp(expression, ignoreCase ? "vi" : "v");
  } catch {
    throw new TypeError(`Invalid pattern '${text}': its regular expression is not valid`);
  }
}
