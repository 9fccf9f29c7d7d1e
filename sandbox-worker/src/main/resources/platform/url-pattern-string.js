// Patterns written as one string (https://urlpattern.spec.whatwg.org/#constructor-string-parsing).
/** Takes a pattern of a whole URL apart, on tokens as the URL parser does on characters. */
class ConstructorStringParser {
  constructor(text) {
    this.text = text;
    this.tokens = tokenize(text, true);
    this.result = { __proto__: null };
    this.start = 0;
    this.index = 0;
    this.moved = false;
    this.special = false;
    this.brackets = 0;
    this.state = "init";
  }
  is(character, index = this.index) {
    const token = this.tokens[MathMin(index, this.tokens.length - 1)];
    return token.value === character && (token.type === "char" || token.type === "escaped-char" || token.type === "invalid-char");
  }
  isSearch() {
    if (this.is("?")) return true;
    if (this.tokens[this.index].value !== "?") return false;
    if (this.index === 0) return true;
    const before = this.tokens[this.index - 1].type;
    return before !== "name" && before !== "regexp" && before !== "close" && before !== "asterisk";
  }
  componentText() {
    const from = this.tokens[MathMin(this.start, this.tokens.length - 1)].index;
    return strSlice(this.text, from, this.tokens[this.index].index);
  }
  rewind(state = this.state) {
    this.index = this.start;
    this.moved = true;
    this.state = state;
  }
  change(state, skip) {
    const order = arrIndexOf(PATTERN_STATES, this.state), next = arrIndexOf(PATTERN_STATES, state);
    const result = this.result;
    if (this.state !== "init" && this.state !== "authority") result[this.state] = this.componentText();
    if (this.state !== "init" && state !== "done") {
      if (order < HOSTNAME_STATE && next > HOSTNAME_STATE) result.hostname ??= "";
      if (order < PATHNAME_STATE && next > PATHNAME_STATE) result.pathname ??= this.special ? "/" : "";
      if (order < SEARCH_STATE && next > SEARCH_STATE) result.search ??= "";
    }
    this.state = state;
    this.index += skip;
    this.start = this.index;
    this.moved = true;
  }
  /** Goes on to the path, the search or the hash if one starts here. */
  startTail(withPath) {
    if (withPath && this.is("/")) this.change("pathname", 0);
    else if (this.isSearch()) this.change("search", 1);
    else if (this.is("#")) this.change("hash", 1);
  }
  parse() {
    let groups = 0;
    for (; this.index < this.tokens.length; this.index += this.moved ? 0 : 1) {
      this.moved = false;
      const type = this.tokens[this.index].type;
      if (type === "end") {
        if (!this.atEnd()) break;
      } else if (type === "open") {
        groups++;
      } else if (groups > 0 && type === "close") {
        groups--;
        this.step();
      } else if (groups === 0) {
        this.step();
      }
    }
    if (this.result.hostname !== undefined) this.result.port ??= "";
    return this.result;
  }
  /** Whether there is more to do at the end of the text: it is read again when it had no protocol or no credentials. */
  atEnd() {
    if (this.state === "init") {
      this.rewind();
      if (this.is("#")) this.change("hash", 1);
      else if (this.isSearch()) this.change("search", 1);
      else this.change("pathname", 0);
      return true;
    }
    if (this.state === "authority") {
      this.rewind("hostname");
      return true;
    }
    this.change("done", 0);
    return false;
  }
  step() {
    switch (this.state) {
      case "init":
        if (this.is(":")) this.rewind("protocol");
        break;
      case "protocol":
        if (this.is(":")) this.endProtocol();
        break;
      case "authority":
        if (this.is("@")) this.rewind("username");
        else if (this.is("/") || this.isSearch() || this.is("#")) this.rewind("hostname");
        break;
      case "username":
        if (this.is(":")) this.change("password", 1);
        else if (this.is("@")) this.change("hostname", 1);
        break;
      case "password":
        if (this.is("@")) this.change("hostname", 1);
        break;
      case "hostname":
        this.hostname();
        break;
      case "port":
        this.startTail(true);
        break;
      case "pathname":
        this.startTail(false);
        break;
      case "search":
        if (this.is("#")) this.change("hash", 1);
        break;
    }
  }
  endProtocol() {
    this.special = matchesSpecialScheme(new PatternComponent(this.componentText(), PLAIN_PATTERN, canonicalProtocol, false));
    if (this.is("/", this.index + 1) && this.is("/", this.index + 2)) this.change("authority", 3);
    else this.change(this.special ? "authority" : "pathname", 1);
  }
  hostname() {
    if (this.is("[")) this.brackets++;
    else if (this.is("]")) this.brackets--;
    else if (this.is(":") && this.brackets === 0) this.change("port", 1);
    else this.startTail(true);
  }
}
const PATTERN_STATES = ["init", "protocol", "authority", "username", "password", "hostname", "port", "pathname", "search", "hash", "done"];
const HOSTNAME_STATE = arrIndexOf(PATTERN_STATES, "hostname");
const PATHNAME_STATE = arrIndexOf(PATTERN_STATES, "pathname");
const SEARCH_STATE = arrIndexOf(PATTERN_STATES, "search");
