/**
 * Routes with options: what is done with a request between its match and its answer. Plain routes
 * never come here. State (limits, breakers, health) lives beside the route table, per function,
 * route and target; it is lock-free and outlives changes of other routes. Must not depend on the
 * listener or on how clients are spoken to.
 */
@NullMarked
package io.alternatefutures.edge.plan;

import org.jspecify.annotations.NullMarked;
