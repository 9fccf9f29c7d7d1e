/**
 * JMH benchmarks of what a worker does for each function; in the worker's own package, since
 * nothing of it is public. Runs with {@code benchmarks/jmh}.
 */
@NullMarked
package io.alternatefutures.sandbox.worker;

import org.jspecify.annotations.NullMarked;
