/**
 * Runs the program once through its usual paths when it is built, so that the JVM can record the
 * classes it loads. Nothing depends on it.
 */
@NullMarked
package io.alternatefutures.cli.training;

import org.jspecify.annotations.NullMarked;
