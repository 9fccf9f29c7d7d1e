/** {@code af doctor}: what is wrong on this machine, and how to mend it. */
@NullMarked
package io.alternatefutures.cli.doctor;

import org.jspecify.annotations.NullMarked;
