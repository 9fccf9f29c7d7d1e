package io.alternatefutures.edge;

import io.alternatefutures.model.CatalogEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request.
 *
 * @param requestId identifier that the client got as {@code X-Request-Id}
 * @param traceId of the trace that it was part of
 * @param started when the first byte of the request was read
 * @param client address of the peer, without port
 * @param method empty when the request could not be read
 * @param host as the client sent it; empty when the request could not be read
 * @param path path and query as the client sent them
 * @param function the function found; null when none was
 * @param decision {@code forward}, {@code invoke}, {@code answer} or {@code reject}
 * @param routePattern pattern that matched; null unless forwarded
 * @param status status sent; 101 for a tunnel, which HTTP/2 calls 200; 499 when the client left
 *     before one was
 * @param code why there is no complete response; null when there is one
 * @param detail what happened, for logs only; null when there is nothing to tell
 * @param headNanos until the response head was there; 0 when it never was
 * @param totalNanos until the last byte was handed to the socket
 * @param cpuNanos CPU time of the function; 0 when none ran
 * @param requestBytes body bytes received
 * @param responseBytes body bytes sent
 */
public record AccessRecord(
    String requestId,
    String traceId,
    Instant started,
    String client,
    String method,
    String host,
    String path,
    @Nullable CatalogEntry function,
    String decision,
    @Nullable String routePattern,
    int status,
    @Nullable String code,
    @Nullable String detail,
    long headNanos,
    long totalNanos,
    long cpuNanos,
    long requestBytes,
    long responseBytes) {}
