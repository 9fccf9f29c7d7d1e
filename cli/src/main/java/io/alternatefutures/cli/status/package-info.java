/** {@code af status}: how the instances are, and what functions use. */
@NullMarked
package io.alternatefutures.cli.status;

import org.jspecify.annotations.NullMarked;
