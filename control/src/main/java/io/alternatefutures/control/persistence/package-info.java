/** The sum of the persistence ports, which a database implements as a whole. */
@NullMarked
package io.alternatefutures.control.persistence;

import org.jspecify.annotations.NullMarked;
