/**
 * Route tables kept ready for use, and the router as a library that other programs embed. Must not
 * depend on the listener or on the sandbox's workers.
 */
@NullMarked
package io.alternatefutures.edge.router;

import org.jspecify.annotations.NullMarked;
