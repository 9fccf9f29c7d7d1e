package io.alternatefutures.edge;

import io.alternatefutures.edge.caller.Caller;
import io.alternatefutures.edge.http.EndToEnd;
import io.alternatefutures.edge.origin.ForwardedFields;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/**
 * Tells targets and functions who the client is. What a trusted proxy says is kept and added to;
 * what anybody else says is replaced.
 */
final class ForwardedHeaders {
  private static final AsciiString FORWARDED = AsciiString.cached("forwarded");
  private static final AsciiString FOR = AsciiString.cached("x-forwarded-for");
  private static final AsciiString HOST = AsciiString.cached("x-forwarded-host");
  private static final AsciiString PROTO = AsciiString.cached("x-forwarded-proto");

  private ForwardedHeaders() {}

  static ForwardedFields of(ClientExchange exchange) {
    ClientRequest request = exchange.request();
    Caller caller = exchange.caller();
    String host = caller.host();
    return new ForwardedFields(
        caller,
        host != null && HostNames.isAuthority(host) ? host : request.authority(),
        scheme(exchange),
        request.id());
  }

  /** Makes the fields of {@code request} those that a function gets. */
  static void apply(ForwardedFields fields, ClientRequest request) {
    HttpHeaders headers = request.headers();
    EndToEnd.clean(headers, request.connection());
    headers.set(FORWARDED, fields.forwarded());
    headers.set(FOR, fields.caller().chain());
    headers.set(HOST, fields.host());
    headers.set(PROTO, fields.scheme());
    headers.set(RequestIds.FIELD, fields.requestId());
  }

  /** Whether the client speaks TLS, to this edge or to a proxy that is believed. */
  static boolean isSecure(ClientExchange exchange) {
    return scheme(exchange).equals("https");
  }

  private static String scheme(ClientExchange exchange) {
    String said = exchange.caller().scheme();
    return said == null ? exchange.channel().peer().scheme() : said;
  }
}
