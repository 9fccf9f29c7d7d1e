package io.alternatefutures.sandbox;

import io.alternatefutures.model.trace.TraceContext;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request that a function makes with {@code fetch()}. Everything in it but the trace
 * comes from hostile code: the receiver validates it.
 *
 * @param url absolute URL
 * @param hasBody whether a body follows; its length is unknown unless {@code headers} has a valid
 *     {@code Content-Length}
 * @param trace that of the request it is made for; null when that is over, or not known
 */
public record FetchHead(
    String method, String url, HttpHeaders headers, boolean hasBody, @Nullable TraceContext trace) {
  /** One that is made for no request. */
  public FetchHead(String method, String url, HttpHeaders headers, boolean hasBody) {
    this(method, url, headers, hasBody, null);
  }
}
