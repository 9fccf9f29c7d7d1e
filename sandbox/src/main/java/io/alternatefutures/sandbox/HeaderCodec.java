package io.alternatefutures.sandbox;

import io.alternatefutures.sandbox.protocol.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/** Header lists as they cross the process boundary: {@code name\nvalue\nname\nvalue…}. */
final class HeaderCodec {
  private HeaderCodec() {}

  /** Appends {@code headers} with their length in front. */
  static void write(ByteBuf out, HttpHeaders headers) {
    int lengthAt = out.writerIndex();
    out.writeInt(0);
    boolean first = true;
    Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      if (!first) {
        out.writeByte('\n');
      }
      first = false;
      writeLatin1(out, field.getKey());
      out.writeByte('\n');
      writeLatin1(out, field.getValue());
    }
    out.setInt(lengthAt, out.writerIndex() - lengthAt - Integer.BYTES);
  }

  /** Appends a text with its length in front. */
  static void writeText(ByteBuf out, CharSequence text) {
    int lengthAt = out.writerIndex();
    out.writeInt(0);
    int length = ByteBufUtil.writeUtf8(out, text);
    out.setInt(lengthAt, length);
  }

  private static void writeLatin1(ByteBuf out, CharSequence text) {
    if (text instanceof AsciiString ascii) {
      out.writeBytes(ascii.array(), ascii.arrayOffset(), ascii.length());
      return;
    }
    out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads a header list that a function made. Names and values are validated; fields that govern
   * the connection or the framing are dropped, since the edge decides those. {@code Upgrade} is
   * kept for the edge to decide about.
   *
   * @throws ProtocolException when the list has a name without a value
   * @throws IllegalArgumentException when a name or value is not valid in HTTP
   */
  static HttpHeaders parse(String list) {
    HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
    int at = 0;
    while (at < list.length()) {
      int nameEnd = list.indexOf('\n', at);
      if (nameEnd < 0) {
        throw new ProtocolException("a header list has a name without a value");
      }
      int valueEnd = list.indexOf('\n', nameEnd + 1);
      int end = valueEnd < 0 ? list.length() : valueEnd;
      String name = list.substring(at, nameEnd);
      if (!isFraming(name)) {
        headers.add(name, list.substring(nameEnd + 1, end));
      }
      at = end + 1;
    }
    return headers;
  }

  private static boolean isFraming(String name) {
    return switch (name.length()) {
      case 2 -> name.equalsIgnoreCase("te");
      case 7 -> name.equalsIgnoreCase("trailer");
      case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
      case 14 -> name.equalsIgnoreCase("content-length");
      case 16 -> name.equalsIgnoreCase("proxy-connection");
      case 17 -> name.equalsIgnoreCase("transfer-encoding");
      default -> false;
    };
  }
}
