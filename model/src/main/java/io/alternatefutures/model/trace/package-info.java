/** The trace that a request is part of, as W3C Trace Context has it. Pure values. */
@NullMarked
package io.alternatefutures.model.trace;

import org.jspecify.annotations.NullMarked;
