/** {@code af env}. */
@NullMarked
package io.alternatefutures.cli.env;

import org.jspecify.annotations.NullMarked;
