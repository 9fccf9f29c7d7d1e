package io.alternatefutures.edge.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;

/**
 * What a message's {@code Connection} field says (RFC 9110 section 7.6.1).
 *
 * @param nominated lower-case names of fields that end at this hop besides the fixed ones
 */
public record ConnectionOptions(
    boolean close, boolean keepAlive, boolean upgrade, List<AsciiString> nominated) {
  private static final ConnectionOptions NONE =
      new ConnectionOptions(false, false, false, List.of());
  private static final ConnectionOptions CLOSE =
      new ConnectionOptions(true, false, false, List.of());
  private static final ConnectionOptions KEEP_ALIVE =
      new ConnectionOptions(false, true, false, List.of());

  public ConnectionOptions {
    nominated = List.copyOf(nominated);
  }

  /** Reads the field; a message without it has no options. */
  public static ConnectionOptions of(HttpHeaders headers) {
    String value = headers.get(HttpHeaderNames.CONNECTION);
    if (value == null) {
      return NONE;
    }
    List<String> values = headers.getAll(HttpHeaderNames.CONNECTION);
    if (values.size() == 1) {
      if (value.equalsIgnoreCase("keep-alive")) {
        return KEEP_ALIVE;
      }
      if (value.equalsIgnoreCase("close")) {
        return CLOSE;
      }
    }
    return parse(values);
  }

  private static ConnectionOptions parse(List<String> values) {
    boolean close = false;
    boolean keepAlive = false;
    boolean upgrade = false;
    List<AsciiString> nominated = new ArrayList<>();
    for (String value : values) {
      for (String part : value.split(",", -1)) {
        String option = part.strip();
        if (option.equalsIgnoreCase("close")) {
          close = true;
        } else if (option.equalsIgnoreCase("keep-alive")) {
          keepAlive = true;
        } else if (option.equalsIgnoreCase("upgrade")) {
          upgrade = true;
        } else if (!option.isEmpty()) {
          nominated.add(AsciiString.of(option).toLowerCase());
        }
      }
    }
    return new ConnectionOptions(close, keepAlive, upgrade, nominated);
  }

  /** Whether a field of this name ends at this hop. */
  public boolean endsHere(CharSequence name) {
    if (HopByHop.contains(name)) {
      return true;
    }
    for (int i = 0; i < nominated.size(); i++) {
      if (nominated.get(i).contentEqualsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
