/**
 * Content by its CID, as the control API needs it: the port, its form on the block store, and the
 * rule that content in use is not deleted. Depends on the model and the block store.
 */
@NullMarked
package io.alternatefutures.control.content;

import org.jspecify.annotations.NullMarked;
