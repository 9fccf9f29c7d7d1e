/**
 * How changes reach the data plane: the ports through which a change is published and the whole
 * catalog is read. Depends on the model only.
 */
@NullMarked
package io.alternatefutures.control.catalog;

import org.jspecify.annotations.NullMarked;
