package io.alternatefutures.edge.origin;

/**
 * What a target is told of the client's request, in fields that replace the client's own.
 *
 * @param addresses value of {@code X-Forwarded-For}
 * @param host value of {@code X-Forwarded-Host}
 * @param scheme value of {@code X-Forwarded-Proto}
 * @param requestId value of {@code X-Request-Id}
 */
public record ForwardedFields(String addresses, String host, String scheme, String requestId) {}
