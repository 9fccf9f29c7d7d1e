package io.alternatefutures.sandbox;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * The head of a request that a function makes with {@code fetch()}. Everything in it comes from
 * hostile code: the receiver validates it.
 *
 * @param url absolute URL
 * @param hasBody whether a body follows; its length is unknown unless {@code headers} has a valid
 *     {@code Content-Length}
 */
public record FetchHead(String method, String url, HttpHeaders headers, boolean hasBody) {}
