package io.alternatefutures.sandbox;

import java.util.function.BooleanSupplier;

/**
 * What the sandbox needs from the rest of the runtime.
 *
 * @param severalProjects whether functions of more than one project exist; asked when a layer of
 *     confinement is missing
 */
public record SandboxPorts(
    CodeSource code,
    FetchClient fetch,
    FunctionLog log,
    SandboxEvents events,
    BooleanSupplier severalProjects) {}
