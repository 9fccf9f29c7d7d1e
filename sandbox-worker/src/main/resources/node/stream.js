// node:stream: the package that carries Node's own streams to other platforms.
"use strict";

const { Stream } = require("readable-stream");
const webAdapters = require("./internal/web-adapters");
webAdapters(Stream);
module.exports = Stream;
