package io.alternatefutures.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** The JSON body of the edge's own answers. */
final class EdgeAnswer {
  private EdgeAnswer() {}

  static ByteBuf body(
      ByteBufAllocator allocator,
      String error,
      String code,
      String requestId,
      @Nullable String slug) {
    StringBuilder json = new StringBuilder(160).append("{\"error\":");
    appendString(json, error);
    json.append(",\"code\":");
    appendString(json, code);
    json.append(",\"requestId\":");
    appendString(json, requestId);
    if (slug != null) {
      json.append(",\"slug\":");
      appendString(json, slug);
    }
    return ByteBufUtil.writeUtf8(allocator, json.append("}\n"));
  }

  private static void appendString(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7F) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
