"use strict";
const { pipeline, finished } = require("node:stream").promises;
module.exports = { pipeline, finished };
