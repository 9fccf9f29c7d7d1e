package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.caller.Caller;
import io.alternatefutures.edge.http.HeadBuffer;
import io.netty.util.AsciiString;

/**
 * What a target learns of the client's request, in {@code Forwarded} (RFC 7239), {@code
 * X-Forwarded-*} and {@code X-Request-Id}.
 *
 * @param caller who made the request
 * @param host host and port asked for, a valid authority; empty when there is none
 * @param scheme {@code http} or {@code https}
 */
public record ForwardedFields(Caller caller, String host, String scheme, String requestId) {
  private static final AsciiString FOR = AsciiString.cached("for=");
  private static final AsciiString HOST = AsciiString.cached(";host=\"");
  private static final AsciiString PROTO = AsciiString.cached(";proto=");
  private static final AsciiString NAME = AsciiString.cached("Forwarded: ");

  /**
   * Value of {@code Forwarded}: the client's request, and the trusted proxies that passed it on.
   */
  public String forwarded() {
    String asked = host.isEmpty() ? "" : HOST + host + '"';
    return FOR + caller.node() + asked + PROTO + scheme + caller.proxies();
  }

  /** The same as a field line. */
  void write(HeadBuffer out) {
    out.append(NAME).append(FOR).append(caller.node());
    if (!host.isEmpty()) {
      out.append(HOST).append(host).append('"');
    }
    out.append(PROTO).append(scheme).append(caller.proxies()).endLine();
  }
}
