/**
 * Implements the persistence ports of the control API on SQLite and PostgreSQL. Holds no rules of
 * its own but those of the tables; depends on nothing above the control API.
 */
@NullMarked
package io.alternatefutures.store;

import org.jspecify.annotations.NullMarked;
