/**
 * What every command is given: environment, working folder, terminal. Must not depend on a feature
 * or on HTTP.
 */
@NullMarked
package io.alternatefutures.cli.context;

import org.jspecify.annotations.NullMarked;
