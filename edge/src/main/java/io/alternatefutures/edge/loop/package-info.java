/**
 * Event loops and what each of them owns: flushing once per batch of reads, and deadlines. Knows
 * nothing of HTTP.
 */
@NullMarked
package io.alternatefutures.edge.loop;

import org.jspecify.annotations.NullMarked;
