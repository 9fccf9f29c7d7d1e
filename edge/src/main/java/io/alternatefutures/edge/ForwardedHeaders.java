package io.alternatefutures.edge;

import io.alternatefutures.edge.http.EndToEnd;
import io.alternatefutures.edge.origin.ForwardedFields;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

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

  static ForwardedFields of(ClientRequest request, ClientPeer peer) {
    String client = peer.address();
    if (!peer.trusted()) {
      return new ForwardedFields(client, request.authority(), peer.scheme(), request.id());
    }
    HttpHeaders headers = request.headers();
    String before = String.join(", ", headers.getAll(FOR));
    return new ForwardedFields(
        before.isEmpty() ? client : before + ", " + client,
        firstOf(headers.get(HOST), request.authority()),
        scheme(headers, peer),
        request.id());
  }

  /** The address of who made the request: what a trusted proxy says, else the peer's. */
  static String client(ClientRequest request, ClientPeer peer) {
    String before = peer.trusted() ? String.join(",", request.headers().getAll(FOR)).strip() : "";
    return before.isEmpty()
        ? peer.address()
        : before.substring(before.lastIndexOf(',') + 1).strip();
  }

  /** Makes the fields of {@code request} those that a function gets. */
  static void apply(ForwardedFields fields, ClientRequest request) {
    HttpHeaders headers = request.headers();
    EndToEnd.clean(headers, request.connection());
    headers.remove(FORWARDED);
    headers.set(FOR, fields.addresses());
    headers.set(HOST, fields.host());
    headers.set(PROTO, fields.scheme());
    headers.set(RequestIds.FIELD, fields.requestId());
  }

  /** Whether the client speaks TLS, to this edge or to a proxy that is believed. */
  static boolean isSecure(ClientRequest request, ClientPeer peer) {
    return peer.trusted() ? scheme(request.headers(), peer).equals("https") : peer.secure();
  }

  private static String scheme(HttpHeaders headers, ClientPeer peer) {
    String said = headers.get(PROTO);
    return said == null ? peer.scheme() : said.equalsIgnoreCase("https") ? "https" : "http";
  }

  private static String firstOf(@Nullable String value, String otherwise) {
    return value == null || value.isEmpty() ? otherwise : value;
  }
}
