/**
 * Real servers and clients on loopback, and a sandbox without workers, for the edge's own tests.
 */
@NullMarked
package io.alternatefutures.edge.testing;

import org.jspecify.annotations.NullMarked;
