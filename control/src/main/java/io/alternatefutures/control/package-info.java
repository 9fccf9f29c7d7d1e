/**
 * What the whole control API shares: its error codes, its one exception and its limits. Depends on
 * no other package of the control API and on no framework.
 */
@NullMarked
package io.alternatefutures.control;

import org.jspecify.annotations.NullMarked;
