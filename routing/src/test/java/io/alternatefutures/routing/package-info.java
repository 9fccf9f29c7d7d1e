/** Tests of routing, with a naive reference matcher to compare with. */
@NullMarked
package io.alternatefutures.routing;

import org.jspecify.annotations.NullMarked;
