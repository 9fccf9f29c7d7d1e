/**
 * Sends spans to a collector by OTLP over HTTP, as OpenTelemetry's variables say. Knows spans, and
 * nothing else of the edge.
 */
@NullMarked
package io.alternatefutures.server.trace;

import org.jspecify.annotations.NullMarked;
