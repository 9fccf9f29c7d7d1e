/** {@code af projects}: makes, lists, chooses and deletes projects. */
@NullMarked
package io.alternatefutures.cli.project;

import org.jspecify.annotations.NullMarked;
