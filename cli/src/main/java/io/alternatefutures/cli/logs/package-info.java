/** Shows what functions wrote. */
@NullMarked
package io.alternatefutures.cli.logs;

import org.jspecify.annotations.NullMarked;
