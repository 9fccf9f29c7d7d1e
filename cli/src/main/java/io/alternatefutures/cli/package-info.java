/**
 * The program {@code af}: its tree of commands and how failures are told. Depends on every feature
 * package; nothing depends on it.
 */
@NullMarked
package io.alternatefutures.cli;

import org.jspecify.annotations.NullMarked;
