/** {@code af domains}: gives functions host names of their own. */
@NullMarked
package io.alternatefutures.cli.domain;

import org.jspecify.annotations.NullMarked;
