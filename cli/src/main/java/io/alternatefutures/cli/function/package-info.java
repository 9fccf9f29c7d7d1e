/** The commands that make, change, show and remove functions. */
@NullMarked
package io.alternatefutures.cli.function;

import org.jspecify.annotations.NullMarked;
