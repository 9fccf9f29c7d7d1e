/**
 * The control API's client: where it is, with which token, and its operations. The only package
 * that talks to it; must not print.
 */
@NullMarked
package io.alternatefutures.cli.api;

import org.jspecify.annotations.NullMarked;
