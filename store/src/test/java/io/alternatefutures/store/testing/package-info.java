/**
 * A real PostgreSQL for tests of any module. Knows the binaries and nothing of the store that is
 * tested against it.
 */
@NullMarked
package io.alternatefutures.store.testing;

import org.jspecify.annotations.NullMarked;
