/** {@code af tokens}. */
@NullMarked
package io.alternatefutures.cli.token;

import org.jspecify.annotations.NullMarked;
