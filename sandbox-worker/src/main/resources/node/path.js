// node:path, for POSIX paths: there are no others here.
"use strict";

const { checkString, checkObject } = require("./internal/errors");

/** The steps of a path without "." and "..", as far as they can be resolved. */
function resolved(path, absolute) {
  const steps = [];
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else if (!absolute) steps.push("..");
  }
  return steps.join("/");
}

const path = {
  sep: "/",
  delimiter: ":",
  isAbsolute(name) {
    checkString(name, "path");
    return name.startsWith("/");
  },
  normalize(name) {
    checkString(name, "path");
    if (name === "") return ".";
    const absolute = name.startsWith("/");
    const text = resolved(name, absolute);
    const end = name.endsWith("/") && text !== "" ? "/" : "";
    if (absolute) return `/${text}${end}`;
    return text === "" ? (name.endsWith("/") ? "./" : ".") : text + end;
  },
  join(...names) {
    for (const name of names) checkString(name, "path");
    const joined = names.filter((name) => name !== "").join("/");
    return joined === "" ? "." : path.normalize(joined);
  },
  resolve(...names) {
    let text = "";
    for (let i = names.length - 1; i >= -1 && !text.startsWith("/"); i--) {
      const name = i >= 0 ? names[i] : "/";
      checkString(name, `paths[${i}]`);
      if (name !== "") text = text === "" ? name : `${name}/${text}`;
    }
    return `/${resolved(text, true)}`;
  },
  relative(from, to) {
    const left = path.resolve(from).slice(1).split("/").filter(Boolean);
    const right = path.resolve(to).slice(1).split("/").filter(Boolean);
    let shared = 0;
    while (shared < left.length && left[shared] === right[shared]) shared++;
    return [...left.slice(shared).fill(".."), ...right.slice(shared)].join("/");
  },
  dirname(name) {
    checkString(name, "path");
    const trimmed = name.replace(/\/+$/, "");
    if (trimmed === "") return name === "" ? "." : "/";
    const at = trimmed.lastIndexOf("/");
    return at < 0 ? "." : trimmed.slice(0, at).replace(/\/+$/, "") || "/";
  },
  basename(name, suffix = "") {
    checkString(name, "path");
    checkString(suffix, "suffix");
    const trimmed = name.replace(/\/+$/, "");
    const base = trimmed.slice(trimmed.lastIndexOf("/") + 1);
    return suffix !== "" && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base;
  },
  extname(name) {
    const base = path.basename(name);
    const at = base.lastIndexOf(".");
    return at <= 0 || base === ".." ? "" : base.slice(at);
  },
  parse(name) {
    checkString(name, "path");
    const root = name.startsWith("/") ? "/" : "";
    const base = path.basename(name);
    const ext = path.extname(base);
    const trimmed = name.replace(/\/+$/, "");
    const dir = trimmed.includes("/") ? path.dirname(name) : root;
    return { root, dir, base, ext, name: ext === "" ? base : base.slice(0, -ext.length) };
  },
  format(parts) {
    checkObject(parts, "pathObject");
    const dir = parts.dir ?? parts.root;
    const extension = parts.ext ? (parts.ext.startsWith(".") ? parts.ext : `.${parts.ext}`) : "";
    const base = parts.base ?? `${parts.name ?? ""}${extension}`;
    return !dir ? base : dir === parts.root ? `${dir}${base}` : `${dir}/${base}`;
  },
  toNamespacedPath: (name) => name,
  matchesGlob(name, pattern) {
    checkString(name, "path");
    checkString(pattern, "pattern");
    const source = pattern.replace(/[.+^${}()|\\]/g, "\\$&").replace(/\*\*\/?|\*|\?/g, (mark) => (mark === "?" ? "[^/]" : mark === "*" ? "[^/]*" : ".*"));
    return new RegExp(`^${source}$`).test(name);
  },
};
path.posix = path;
module.exports = path;
