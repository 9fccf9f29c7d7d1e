package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.http.UpgradeProtocol;
import io.alternatefutures.edge.limits.OriginLimits;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.routing.TargetOrigin;
import io.alternatefutures.sandbox.FetchHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a function asked for into a request; trusts nothing in it. */
final class FetchRequest {
  private static final int LONGEST_URL = 16 * 1024;
  private static final int LONGEST_METHOD = 32;
  private static final int LONGEST_HOST = 253;

  private FetchRequest() {}

  static OriginRequest of(ProjectId project, FetchHead head, OriginLimits limits)
      throws InvalidFetchException {
    checkMethod(head.method());
    checkFields(head.headers(), limits);
    String url = head.url();
    if (url.length() > LONGEST_URL) {
      throw new InvalidFetchException("The URL is longer than " + LONGEST_URL + " characters");
    }
    int fragment = url.indexOf('#');
    String whole = fragment < 0 ? url : url.substring(0, fragment);
    int authorityStart = whole.indexOf("://") + 3;
    if (authorityStart < 3) {
      throw new InvalidFetchException("The URL is not absolute");
    }
    int authorityEnd = endOfAuthority(whole, authorityStart);
    TargetOrigin origin =
        origin(
            whole.substring(0, authorityStart - 3).toLowerCase(Locale.ROOT),
            whole.substring(authorityStart, authorityEnd));
    String target = whole.substring(authorityEnd);
    checkTarget(target);
    return new OriginRequest(
        project,
        origin,
        head.method(),
        target.startsWith("/") ? target : "/" + target,
        head.headers(),
        ConnectionOptions.of(head.headers()),
        contentLength(head),
        upgrade(head),
        null);
  }

  /** Functions can ask for WebSocket (RFC 6455 section 4.1), and for no other protocol. */
  private static @Nullable String upgrade(FetchHead head) {
    String protocol = UpgradeProtocol.of(head.headers());
    boolean webSocket =
        head.method().equals("GET")
            && !head.hasBody()
            && head.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)
            && "websocket".equalsIgnoreCase(protocol);
    return webSocket ? protocol : null;
  }

  private static int endOfAuthority(String url, int start) {
    for (int i = start; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?' || c == '\\') {
        return i;
      }
    }
    return url.length();
  }

  private static void checkMethod(String method) throws InvalidFetchException {
    boolean token =
        !method.isEmpty()
            && method.length() <= LONGEST_METHOD
            && HttpHeaderValidationUtil.validateToken(method) < 0;
    if (!token) {
      throw new InvalidFetchException("The method is not a token");
    }
    switch (method.toUpperCase(Locale.ROOT)) {
      case "CONNECT", "TRACE", "TRACK" ->
          throw new InvalidFetchException("The method " + method + " is not allowed");
      default -> {}
    }
  }

  private static void checkFields(HttpHeaders headers, OriginLimits limits)
      throws InvalidFetchException {
    if (headers.size() > limits.headerFields()) {
      throw new InvalidFetchException("More than " + limits.headerFields() + " header fields");
    }
    long bytes = 0;
    Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      CharSequence name = field.getKey();
      CharSequence value = field.getValue();
      if (name.isEmpty() || HttpHeaderValidationUtil.validateToken(name) >= 0) {
        throw new InvalidFetchException("A header field's name is not a token");
      }
      if (!isFieldValue(value)) {
        throw new InvalidFetchException("The value of header field " + name + " is not valid");
      }
      bytes += name.length() + value.length() + 4L;
    }
    if (bytes > limits.headerBytes()) {
      throw new InvalidFetchException(
          "The header is larger than " + limits.headerBytes() + " bytes");
    }
  }

  private static boolean isFieldValue(CharSequence value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < 0x20 && c != '\t') || c == 0x7F || c > 0xFF) {
        return false;
      }
    }
    return true;
  }

  private static TargetOrigin origin(String scheme, String authority) throws InvalidFetchException {
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new InvalidFetchException("The URL is neither http nor https");
    }
    int colon = authority.lastIndexOf(':');
    boolean withPort = colon > authority.lastIndexOf(']');
    String host = withPort ? authority.substring(0, colon) : authority;
    int port = scheme.equals("http") ? 80 : 443;
    if (withPort && colon + 1 < authority.length()) {
      port = port(authority.substring(colon + 1));
    }
    return new TargetOrigin(scheme, host(host), port);
  }

  private static int port(String text) throws InvalidFetchException {
    int port = 0;
    for (int i = 0; i < text.length() && port <= 65_535; i++) {
      char c = text.charAt(i);
      port = c >= '0' && c <= '9' ? port * 10 + (c - '0') : Integer.MAX_VALUE / 16;
    }
    if (port < 1 || port > 65_535) {
      throw new InvalidFetchException("The port is not a number from 1 to 65535");
    }
    return port;
  }

  private static String host(String text) throws InvalidFetchException {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String host = bracketed ? text.substring(1, text.length() - 1) : text;
    boolean valid = !host.isEmpty() && host.length() <= LONGEST_HOST;
    for (int i = 0; valid && i < host.length(); i++) {
      char c = host.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      valid = letter || c == '.' || (bracketed ? c == ':' : c == '-' || c == '_');
    }
    if (!valid) {
      throw new InvalidFetchException("The URL's host is not valid");
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private static void checkTarget(String target) throws InvalidFetchException {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= 0x20 || c >= 0x7F) {
        throw new InvalidFetchException("The URL has characters that are not percent-encoded");
      }
    }
  }

  private static long contentLength(FetchHead head) throws InvalidFetchException {
    if (!head.hasBody()) {
      boolean bodyless = head.method().equals("GET") || head.method().equals("HEAD");
      return bodyless ? OriginRequest.NO_BODY : 0;
    }
    List<String> lengths = head.headers().getAll(HttpHeaderNames.CONTENT_LENGTH);
    if (lengths.isEmpty()) {
      return OriginRequest.CHUNKED;
    }
    String length = lengths.get(0);
    boolean digits = !length.isEmpty() && length.length() <= 18;
    for (int i = 0; digits && i < length.length(); i++) {
      digits = length.charAt(i) >= '0' && length.charAt(i) <= '9';
    }
    if (lengths.size() > 1 || !digits) {
      throw new InvalidFetchException("The Content-Length is not a number");
    }
    return Long.parseLong(length);
  }
}
