/**
 * Traces of requests (W3C Trace Context): which one a request is part of, whether its spans are
 * recorded, and the spans. Knows neither clients' connections nor where spans are sent to.
 */
@NullMarked
package io.alternatefutures.edge.trace;

import org.jspecify.annotations.NullMarked;
