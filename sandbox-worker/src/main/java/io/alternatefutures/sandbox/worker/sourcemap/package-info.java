/**
 * Source maps (ECMA-426): turns positions in a bundled module into those of the files it was
 * bundled from. A map comes with hostile code, so everything here is bounded and never fails.
 * Depends on nothing but the JDK.
 */
@NullMarked
package io.alternatefutures.sandbox.worker.sourcemap;

import org.jspecify.annotations.NullMarked;
