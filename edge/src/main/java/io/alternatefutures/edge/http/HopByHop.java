package io.alternatefutures.edge.http;

import io.netty.util.AsciiString;

/**
 * Fields that concern one connection only and are never passed on as they are (RFC 9110 section
 * 7.6.1). {@code Trailer} is none of them: it announces what is passed on.
 */
final class HopByHop {
  private static final AsciiString TE = AsciiString.cached("te");
  private static final AsciiString UPGRADE = AsciiString.cached("upgrade");
  private static final AsciiString CONNECTION = AsciiString.cached("connection");
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
  private static final AsciiString HTTP2_SETTINGS = AsciiString.cached("http2-settings");
  private static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");
  private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("transfer-encoding");
  private static final AsciiString PROXY_AUTHENTICATE = AsciiString.cached("proxy-authenticate");
  private static final AsciiString PROXY_AUTHORIZATION = AsciiString.cached("proxy-authorization");

  private HopByHop() {}

  static boolean contains(CharSequence name) {
    return switch (name.length()) {
      case 2 -> TE.contentEqualsIgnoreCase(name);
      case 7 -> UPGRADE.contentEqualsIgnoreCase(name);
      case 10 ->
          CONNECTION.contentEqualsIgnoreCase(name) || KEEP_ALIVE.contentEqualsIgnoreCase(name);
      case 14 -> HTTP2_SETTINGS.contentEqualsIgnoreCase(name);
      case 16 -> PROXY_CONNECTION.contentEqualsIgnoreCase(name);
      case 17 -> TRANSFER_ENCODING.contentEqualsIgnoreCase(name);
      case 18 -> PROXY_AUTHENTICATE.contentEqualsIgnoreCase(name);
      case 19 -> PROXY_AUTHORIZATION.contentEqualsIgnoreCase(name);
      default -> false;
    };
  }
}
