/**
 * Answers kept in memory for routes with {@code cache} (RFC 9111, as a shared cache). Bounded by
 * bytes; knows nothing of connections or of how requests are sent.
 */
@NullMarked
package io.alternatefutures.edge.cache;

import org.jspecify.annotations.NullMarked;
