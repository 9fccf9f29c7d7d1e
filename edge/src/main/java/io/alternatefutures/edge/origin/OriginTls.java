package io.alternatefutures.edge.origin;

import io.netty.handler.ssl.SslContext;

/**
 * How targets are spoken to over TLS.
 *
 * @param http1 for requests that only HTTP/1.1 can carry
 * @param anyVersion for others; the target chooses by ALPN
 */
public record OriginTls(SslContext http1, SslContext anyVersion) {}
