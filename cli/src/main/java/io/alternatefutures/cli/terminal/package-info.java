/**
 * Writing for people and for programs: tables, JSON, progress. Must not depend on a feature or on
 * HTTP.
 */
@NullMarked
package io.alternatefutures.cli.terminal;

import org.jspecify.annotations.NullMarked;
