package io.alternatefutures.sandbox;

/** What the sandbox needs from the rest of the runtime. */
public record SandboxPorts(
    CodeSource code, FetchClient fetch, FunctionLog log, SandboxEvents events) {}
