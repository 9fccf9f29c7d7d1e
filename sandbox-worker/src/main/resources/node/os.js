// node:os: what does not depend on the machine, which is none of a function's business.
"use strict";

module.exports = {
  EOL: "\n",
  devNull: "/dev/null",
  arch: () => "x64",
  platform: () => "linux",
  type: () => "Linux",
  endianness: () => "LE",
  homedir: () => "/",
  tmpdir: () => "/tmp",
  hostname: () => "localhost",
  availableParallelism: () => 1,
};
