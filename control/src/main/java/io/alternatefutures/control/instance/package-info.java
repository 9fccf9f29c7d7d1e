/**
 * The instances that share one database: who they are, and how far each has followed the changes.
 * Depends on the model only.
 */
@NullMarked
package io.alternatefutures.control.instance;

import org.jspecify.annotations.NullMarked;
