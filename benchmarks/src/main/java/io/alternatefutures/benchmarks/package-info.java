/**
 * JMH benchmarks of what runs once per request. Must not be depended on by any other module; runs
 * with {@code benchmarks/jmh}.
 */
@NullMarked
package io.alternatefutures.benchmarks;

import org.jspecify.annotations.NullMarked;
