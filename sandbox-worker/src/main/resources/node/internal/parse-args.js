// util.parseArgs
"use strict";

const process = require("../process");
const { coded, checkObject } = require("./errors");

function parseArgs(config = {}) {
  const { args = process.argv.slice(2), options = {}, strict = true, allowPositionals = !strict, allowNegative = false, tokens: wantsTokens = false } = config;
  checkObject(options, "options");
  const tokens = tokensOf([...args], options, allowNegative);
  const values = { __proto__: null };
  const positionals = [];
  for (const token of tokens) {
    if (token.kind === "positional") {
      if (!allowPositionals) throw coded(TypeError, "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL", `Unexpected argument '${token.value}'. This command does not take positional arguments`);
      positionals.push(token.value);
    } else if (token.kind === "option") {
      take(token, options, strict, values);
    }
  }
  for (const [name, option] of Object.entries(options)) {
    if (option.default !== undefined && values[name] === undefined) values[name] = option.default;
  }
  return wantsTokens ? { values, positionals, tokens } : { values, positionals };
}

function take(token, options, strict, values) {
  const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
  if (strict) {
    if (option === undefined) throw coded(TypeError, "ERR_PARSE_ARGS_UNKNOWN_OPTION", `Unknown option '${token.rawName}'`);
    if (option.type === "string" && typeof token.value !== "string") throw coded(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${token.rawName} <value>' argument missing`);
    if (option.type === "boolean" && typeof token.value === "string") throw coded(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${token.rawName}' does not take an argument`);
  }
  const value = token.value ?? !token.negated;
  if (option?.multiple) (values[token.name] ??= []).push(value);
  else values[token.name] = value;
}

function tokensOf(args, options, allowNegative) {
  const tokens = [];
  const byShort = (letter) => Object.keys(options).find((name) => options[name].short === letter) ?? letter;
  const isString = (name) => Object.hasOwn(options, name) && options[name].type === "string";
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    const follows = () => (index + 1 < args.length ? args[++index] : undefined);
    if (arg === "--") {
      tokens.push({ kind: "option-terminator", index });
      for (index++; index < args.length; index++) tokens.push({ kind: "positional", index, value: args[index] });
    } else if (arg.startsWith("--")) {
      const at = arg.indexOf("=");
      let name = at < 0 ? arg.slice(2) : arg.slice(2, at);
      const rawName = `--${name}`;
      const negated = allowNegative && at < 0 && name.startsWith("no-") && Object.hasOwn(options, name.slice(3));
      if (negated) name = name.slice(3);
      const position = index;
      const value = at >= 0 ? arg.slice(at + 1) : !negated && isString(name) ? follows() : undefined;
      tokens.push({ kind: "option", index: position, name, rawName, value, inlineValue: value === undefined ? undefined : at >= 0, ...(negated ? { negated } : {}) });
    } else if (arg.startsWith("-") && arg.length > 1) {
      for (let at = 1; at < arg.length; at++) {
        const name = byShort(arg[at]);
        const position = index;
        const inline = isString(name) && at + 1 < arg.length;
        const value = inline ? arg.slice(at + 1) : isString(name) ? follows() : undefined;
        tokens.push({ kind: "option", index: position, name, rawName: `-${arg[at]}`, value, inlineValue: value === undefined ? undefined : inline });
        if (inline || value !== undefined) break;
      }
    } else {
      tokens.push({ kind: "positional", index, value: arg });
    }
  }
  return tokens;
}

module.exports = { parseArgs };
