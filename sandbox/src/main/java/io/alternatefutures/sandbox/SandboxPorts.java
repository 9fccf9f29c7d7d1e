package io.alternatefutures.sandbox;

import io.alternatefutures.model.CatalogEntry;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What the sandbox needs from the rest of the runtime.
 *
 * @param severalProjects whether functions of more than one project exist; asked when a layer of
 *     confinement is missing
 * @param served whether a function is served just as it is given, deployment and limits included;
 *     asked now and then about each that a worker has
 */
public record SandboxPorts(
    CodeSource code,
    FetchClient fetch,
    FunctionLog log,
    SandboxEvents events,
    BooleanSupplier severalProjects,
    Predicate<CatalogEntry> served) {}
