/**
 * The client side of the proxy: pooled connections to route targets and to the targets of
 * functions' {@code fetch()}, under the egress policy. Knows nothing of routes, functions or the
 * listener.
 */
@NullMarked
package io.alternatefutures.edge.origin;

import org.jspecify.annotations.NullMarked;
