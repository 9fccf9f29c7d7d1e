package io.alternatefutures.edge;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.UpgradeProtocol;
import io.alternatefutures.edge.http.Via;
import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.origin.OriginRequest;
import io.alternatefutures.edge.trace.RequestTrace;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Understands request heads, and tells what is wrong with them (RFC 9110, RFC 9112). */
final class RequestReader {
  private RequestReader() {}

  /** Reads a head, also one that is not valid, as far as that goes. */
  static ClientRequest read(HttpRequest head, String id, RequestTrace trace, long received) {
    HttpHeaders headers = head.headers();
    String target = head.uri();
    String authority = headers.get(HttpHeaderNames.HOST);
    if (!target.startsWith("/")) {
      int authorityStart = endOfScheme(target);
      if (authorityStart > 0) {
        // The absolute form overrides Host (RFC 9112 section 3.2.2).
        int end = endOfAuthority(target, authorityStart);
        authority = target.substring(authorityStart, end);
        String rest = target.substring(end);
        boolean whole = rest.isEmpty() && head.method().equals(HttpMethod.OPTIONS);
        target = rest.startsWith("/") ? rest : whole ? "*" : "/" + rest;
      }
    }
    int question = target.indexOf('?');
    ConnectionOptions connection = ConnectionOptions.of(headers);
    long contentLength = contentLength(headers);
    return new ClientRequest(
        id,
        trace,
        received,
        head.protocolVersion(),
        head.method().name(),
        target,
        question < 0 ? target : target.substring(0, question),
        question < 0 ? null : target.substring(question + 1),
        authority == null ? "" : authority,
        headers,
        connection,
        contentLength,
        mayUpgrade(head, connection, contentLength) ? UpgradeProtocol.of(headers) : null);
  }

  /**
   * Requests to upgrade are optional for a server: others are passed over (RFC 9110 section 7.8).
   */
  private static boolean mayUpgrade(
      HttpRequest head, ConnectionOptions connection, long contentLength) {
    return connection.upgrade()
        && head.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && (contentLength == 0 || contentLength == OriginRequest.NO_BODY);
  }

  /** A request target with its bytes beyond ASCII percent-encoded, as they had to be sent. */
  static String ascii(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) >= 0x80) {
        return escaped(target);
      }
    }
    return target;
  }

  private static String escaped(String target) {
    StringBuilder out = new StringBuilder(target.length() + 16);
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c < 0x80) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      }
    }
    return out.toString();
  }

  private static int endOfScheme(String target) {
    if (target.regionMatches(true, 0, "http://", 0, 7)) {
      return 7;
    }
    return target.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
  }

  private static int endOfAuthority(String target, int start) {
    for (int i = start; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '/' || c == '?') {
        return i;
      }
    }
    return target.length();
  }

  private static long contentLength(HttpHeaders headers) {
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length != null) {
      try {
        return Long.parseLong(length);
      } catch (NumberFormatException e) {
        return OriginRequest.NO_BODY; // the decoder has refused the request already
      }
    }
    return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        ? OriginRequest.CHUNKED
        : OriginRequest.NO_BODY;
  }

  /** Why a head could not be decoded. */
  static Decision.Reject undecodable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> Decision.Reject.of(Rejection.URI_TOO_LONG);
      case TooLongHttpHeaderException _ -> Decision.Reject.of(Rejection.HEADER_TOO_LARGE);
      case BadRequestException e ->
          Decision.Reject.of(Rejection.BAD_REQUEST, String.valueOf(e.getMessage()));
      default -> Decision.Reject.of(Rejection.BAD_REQUEST);
    };
  }

  /**
   * What keeps a head of HTTP/1 that was decoded from being served; null when nothing does.
   *
   * @param hosts number of {@code Host} fields
   */
  static Decision.@Nullable Reject violation(
      ClientRequest request, int hosts, ClientLimits limits) {
    HttpVersion version = request.version();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return Decision.Reject.of(Rejection.VERSION_NOT_SUPPORTED);
    }
    if (hosts > 1 || (hosts == 0 && !request.isHttp10())) {
      return Decision.Reject.of(
          Rejection.BAD_REQUEST, "There must be one Host field, not " + hosts);
    }
    return violation(request, limits);
  }

  /** What keeps a head of any version from being served; null when nothing does. */
  static Decision.@Nullable Reject violation(ClientRequest request, ClientLimits limits) {
    if (request.method().equals("CONNECT")) {
      return Decision.Reject.of(Rejection.METHOD_NOT_SUPPORTED);
    }
    if (request.method().equals("TRACE")) {
      return Decision.Reject.of(Rejection.METHOD_NOT_ALLOWED);
    }
    if (!request.target().startsWith("/") && !request.isForWholeServer()) {
      return Decision.Reject.of(Rejection.BAD_REQUEST, "The request target must start with \"/\"");
    }
    if (!request.authority().isEmpty() && !HostNames.isAuthority(request.authority())) {
      return Decision.Reject.of(Rejection.BAD_REQUEST, "The Host field is not valid");
    }
    return unsupported(request, limits);
  }

  private static Decision.@Nullable Reject unsupported(ClientRequest request, ClientLimits limits) {
    HttpHeaders headers = request.headers();
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
      if (codings.size() != 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
        return Decision.Reject.of(Rejection.TRANSFER_CODING_NOT_SUPPORTED);
      }
    }
    String expectation = headers.get(HttpHeaderNames.EXPECT);
    if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
      return Decision.Reject.of(Rejection.EXPECTATION_FAILED);
    }
    if (Via.passes(headers) >= limits.viaHops()) {
      return Decision.Reject.of(Rejection.LOOP_DETECTED);
    }
    return null;
  }
}
