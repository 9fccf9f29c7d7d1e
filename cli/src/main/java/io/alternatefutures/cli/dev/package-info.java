/**
 * {@code af dev}: a local runtime, and a function that is deployed again whenever its sources
 * change.
 */
@NullMarked
package io.alternatefutures.cli.dev;

import org.jspecify.annotations.NullMarked;
