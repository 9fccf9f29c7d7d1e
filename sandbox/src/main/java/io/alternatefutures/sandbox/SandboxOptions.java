package io.alternatefutures.sandbox;

import io.alternatefutures.model.LimitRules;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How workers are started.
 *
 * @param workerHome folder with the worker's class path ({@code lib/}) and V8 ({@code native/})
 * @param runDirectory private folder for sockets; created when missing
 * @param limits what functions may use
 * @param workers how much memory worker processes may occupy
 * @param layerPolicy what happens when a required layer of confinement is missing
 * @param bubblewrap program that workers are started through when it works; null for none
 */
public record SandboxOptions(
    Path workerHome,
    Path runDirectory,
    LimitRules limits,
    WorkerBounds workers,
    LayerPolicy layerPolicy,
    @Nullable Path bubblewrap) {}
