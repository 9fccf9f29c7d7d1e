/**
 * Event loops and what each of them owns: flushing once for all that was read, and deadlines. Knows
 * nothing of HTTP.
 */
@NullMarked
package io.alternatefutures.edge.loop;

import org.jspecify.annotations.NullMarked;
