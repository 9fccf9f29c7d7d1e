package io.alternatefutures.control.observe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line that a function wrote, or that the runtime wrote for it.
 *
 * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
 * @param requestId the request it belongs to; null outside one
 * @param traceId the trace of that request; null outside one
 */
public record LogLine(
    Instant time,
    String level,
    String message,
    @Nullable String requestId,
    @Nullable String traceId) {}
