/** Reads {@code af.config.json}. Must not depend on HTTP or on a feature. */
@NullMarked
package io.alternatefutures.cli.config;

import org.jspecify.annotations.NullMarked;
