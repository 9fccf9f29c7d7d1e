/** Sends a request to a function, as its users do. */
@NullMarked
package io.alternatefutures.cli.invoke;

import org.jspecify.annotations.NullMarked;
