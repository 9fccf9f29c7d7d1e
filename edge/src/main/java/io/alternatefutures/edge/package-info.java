/**
 * The data plane: takes a client's request, decides, and answers it from a target, a function or by
 * itself.
 */
@NullMarked
package io.alternatefutures.edge;

import org.jspecify.annotations.NullMarked;
