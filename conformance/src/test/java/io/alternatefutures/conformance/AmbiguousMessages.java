package io.alternatefutures.conformance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests that HTTP software has read in different ways. {@code HOST} stands for a host, {@code
 * MARK} for what tells messages apart. A path with {@code hidden} is a request to those only who
 * take the wrong reading.
 */
final class AmbiguousMessages {
  private static final String HIDDEN = "GET /hidden-MARK HTTP/1.1\r\nHost: HOST\r\n\r\n";
  private static final String ENDED = "0\r\n\r\n" + HIDDEN;

  private static final String UPGRADE_TO_HTTP_2 =
      """
      Connection: Upgrade, HTTP2-Settings\r
      Upgrade: h2c\r
      HTTP2-Settings: AAMAAABkAAQAAP__\r
      """;

  private final Map<String, String> all = new LinkedHashMap<>();

  private AmbiguousMessages() {}

  static Map<String, String> all() {
    AmbiguousMessages messages = new AmbiguousMessages();
    messages.lengths();
    messages.codings();
    messages.chunks();
    messages.lines();
    messages.hops();
    return messages.all;
  }

  private void add(String name, String message) {
    if (all.put(name, message) != null) {
      throw new IllegalStateException("two messages are named " + name);
    }
  }

  private static String post(String fields, String body) {
    return "POST /plain-MARK HTTP/1.1\r\nHost: HOST\r\n" + fields + "\r\n" + body;
  }

  private static String get(String fields, String body) {
    return "GET /plain-MARK HTTP/1.1\r\nHost: HOST\r\n" + fields + "\r\n" + body;
  }

  private void length(String value) {
    add("Content-Length: " + value, post("Content-Length: " + value + "\r\n", "abcde" + HIDDEN));
  }

  private void lengths() {
    for (String value :
        new String[] {
          "+5",
          "-5",
          "05",
          "5 5",
          "5,5",
          "5, 6",
          "0x5",
          "5.0",
          "5;a=b",
          "",
          "5\t",
          "\u000b5",
          "99999999999999999999",
          "4294967301",
          "18446744073709551621",
          "1e1",
          "\"5\""
        }) {
      length(value);
    }
    add("two equal lengths", post("Content-Length: 5\r\nContent-Length: 5\r\n", "abcde" + HIDDEN));
    add("two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "abcde" + HIDDEN));
    add("zero and a length", post("Content-Length: 0\r\nContent-Length: 42\r\n", HIDDEN));
    add("a folded length", post("Content-Length:\r\n 5\r\n", "abcde" + HIDDEN));
    add("a space before the colon of a length", post("Content-Length : 5\r\n", "abcde" + HIDDEN));
    add("a length with an underscore", post("Content_Length: 5\r\n", HIDDEN));
    add(
        "a length that is nominated",
        get("Connection: Content-Length\r\nContent-Length: 5\r\n", "abcde" + HIDDEN));
    add("GET with a body", get("Content-Length: 5\r\n", "abcde" + HIDDEN));
  }

  private void coding(String line) {
    add("length and " + line, post("Content-Length: 6\r\n" + line + "\r\n", ENDED));
  }

  private void codings() {
    add(
        "a length after a coding",
        post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "5\r\nabcde\r\n" + ENDED));
    for (String line :
        new String[] {
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: xchunked",
          "Transfer-Encoding: chunked, identity",
          "Transfer-Encoding: identity, chunked",
          "Transfer-Encoding: identity",
          "Transfer-Encoding: chunked, chunked",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding:\tchunked",
          "Transfer-Encoding: \u000bchunked",
          "Transfer-Encoding: chunked\u0000",
          "Transfer-Encoding: chunked;q=1",
          "Transfer-Encoding: \"chunked\"",
          "Transfer-Encoding : chunked",
          "Transfer-Encoding:\r\n chunked",
          " Transfer-Encoding: chunked",
          "X: y\rTransfer-Encoding: chunked",
          "X: y\nTransfer-Encoding: chunked",
          "Transfer_Encoding: chunked",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
          "Transfer-Encoding: CHUNKED",
          "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked"
        }) {
      coding(line);
    }
    add(
        "chunks for HTTP/1.0",
        post("Transfer-Encoding: chunked\r\n", ENDED)
            .replace("HTTP/1.1\r\nHost: HOST\r\nTransfer", "HTTP/1.0\r\nHost: HOST\r\nTransfer"));
    add("GET in chunks", get("Transfer-Encoding: chunked\r\n", ENDED));
  }

  private void chunk(String size) {
    add(
        "a chunk of size " + size,
        post("Transfer-Encoding: chunked\r\n", size + "\r\nabcde\r\n" + ENDED));
  }

  private void chunks() {
    for (String size :
        new String[] {
          "5;x=y",
          "5 ;x",
          "5;x=\"\n\"",
          "0x5",
          "+5",
          "-5",
          "05",
          "00000000000000005",
          "5 ",
          " 5",
          "5\t",
          "100000000000000005",
          "ffffffffffffffff",
          "5\r",
          "",
          "5g",
          "5;\u0000"
        }) {
      chunk(size);
    }
    add(
        "chunks in lines without CR",
        post("Transfer-Encoding: chunked\r\n", "5\nabcde\n0\n\n" + HIDDEN));
    add(
        "a chunk without its end",
        post("Transfer-Encoding: chunked\r\n", "5\r\nabcdeX\r\n" + ENDED));
    add("a chunk that ends in LF", post("Transfer-Encoding: chunked\r\n", "5\r\nabcde\n" + ENDED));
    add(
        "trailers that frame",
        post(
            "Transfer-Encoding: chunked\r\n",
            "5\r\nabcde\r\n0\r\nContent-Length: 60\r\n\r\n" + HIDDEN));
    add("a trailer that is none", post("Transfer-Encoding: chunked\r\n", "0\r\n" + HIDDEN));
  }

  private void line(String name, String line, String fields) {
    add(name, line + "\r\n" + fields + "\r\n" + HIDDEN);
  }

  private void lines() {
    String host = "Host: HOST\r\n";
    line("two hosts", "GET /plain-MARK HTTP/1.1", host + "Host: other.localhost\r\n");
    line("a host with a space", "GET /plain-MARK HTTP/1.1", "Host : HOST\r\n");
    line("another authority", "GET http://other.localhost/plain-MARK HTTP/1.1", host);
    line("a tab in the request line", "GET\t/plain-MARK HTTP/1.1", host);
    line("two spaces in the request line", "GET  /plain-MARK  HTTP/1.1", host);
    line("a space in the target", "GET /plain-MARK a HTTP/1.1", host);
    line("a version in lower case", "GET /plain-MARK http/1.1", host);
    line("HTTP/1.10", "GET /plain-MARK HTTP/1.10", host);
    line("HTTP/3.0", "GET /plain-MARK HTTP/3.0", host);
    line("no version", "GET /plain-MARK", host);
    line("a fragment", "GET /plain-MARK#/hidden HTTP/1.1", host);
    line("NUL in the target", "GET /plain-MARK\u0000 HTTP/1.1", host);
    line("a header without a name", "GET /plain-MARK HTTP/1.1", host + ": x\r\n");
    line("a header without a colon", "GET /plain-MARK HTTP/1.1", host + "x\r\n");
    line("a fold at first", "GET /plain-MARK HTTP/1.1", " x: y\r\n" + host);
    line("NUL in a field", "GET /plain-MARK HTTP/1.1", host + "x: a\u0000b\r\n");
    line("CR in a field", "GET /plain-MARK HTTP/1.1", host + "x: a\rContent-Length: 42\r\n");
    add("lines without CR", "GET /plain-MARK HTTP/1.1\nHost: HOST\n\n" + HIDDEN);
    add("empty lines at first", "\r\n\r\nGET /plain-MARK HTTP/1.1\r\n" + host + "\r\n" + HIDDEN);
    add("a head that ends in CR", "GET /plain-MARK HTTP/1.1\r\n" + host + "\r" + HIDDEN);
  }

  private void hops() {
    add("two in a row", get("", get("", "")));
    add(
        "continue with a body",
        post("Expect: 100-continue\r\nContent-Length: 5\r\n", "abcde" + HIDDEN));
    add("another expectation", post("Expect: hidden\r\nContent-Length: 5\r\n", "abcde" + HIDDEN));
    add(
        "an upgrade with a body",
        post(
            "Connection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 5\r\n",
            "abcde" + HIDDEN));
    add("an upgrade to HTTP/2", get(UPGRADE_TO_HTTP_2, HIDDEN));
    add("an upgrade that is refused", get("Connection: Upgrade\r\nUpgrade: websocket\r\n", HIDDEN));
    add("CONNECT", "CONNECT HOST:80 HTTP/1.1\r\nHost: HOST\r\n\r\n" + HIDDEN);
    add(
        "DELETE with a body",
        get("Content-Length: 5\r\n", "abcde" + HIDDEN).replace("GET /plain", "DELETE /plain"));
    add("closing with more behind", get("Connection: close\r\n", HIDDEN));
  }
}
