/**
 * Reads the project file and chooses the function meant. Must not depend on HTTP or on a feature.
 */
@NullMarked
package io.alternatefutures.cli.config;

import org.jspecify.annotations.NullMarked;
