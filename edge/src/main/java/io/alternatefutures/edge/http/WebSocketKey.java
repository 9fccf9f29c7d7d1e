package io.alternatefutures.edge.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The key of a WebSocket handshake over HTTP/1.1 (RFC 6455 section 4), which one over HTTP/2 does
 * without (RFC 8441 section 5).
 */
public final class WebSocketKey {
  private static final String APPENDED = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WebSocketKey() {}

  /**
   * Puts a key into the fields of a request.
   *
   * @param sixteen characters of ASCII that hardly come twice
   */
  public static void set(HttpHeaders headers, String sixteen) {
    byte[] bytes = sixteen.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length != 16) {
      throw new IllegalArgumentException("a key has 16 bytes, not " + bytes.length);
    }
    headers.set(HttpHeaderNames.SEC_WEBSOCKET_KEY, Base64.getEncoder().encodeToString(bytes));
  }

  /** Whether there is a key in the fields of a request. */
  public static boolean isIn(HttpHeaders request) {
    return request.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY);
  }

  /** Has the fields of a response prove that the key of the request was understood. */
  public static void accept(HttpHeaders request, HttpHeaders response) {
    response.set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, answerTo(request));
  }

  /** Whether the fields of a response prove that the key of the request was understood. */
  public static boolean isAccepted(HttpHeaders request, HttpHeaders response) {
    return answerTo(request).equals(response.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT));
  }

  private static String answerTo(HttpHeaders request) {
    String key = request.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + APPENDED).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
