/**
 * Turns a source file into the one module that is deployed, with esbuild where needed. Must not
 * depend on HTTP or on a command.
 */
@NullMarked
package io.alternatefutures.cli.bundle;

import org.jspecify.annotations.NullMarked;
