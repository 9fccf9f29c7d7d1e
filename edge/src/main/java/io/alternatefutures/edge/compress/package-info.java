/**
 * Compresses answers of functions for clients that ask for it (RFC 9110 section 8.4). Knows nothing
 * of connections; what is proxied never comes here.
 */
@NullMarked
package io.alternatefutures.edge.compress;

import org.jspecify.annotations.NullMarked;
