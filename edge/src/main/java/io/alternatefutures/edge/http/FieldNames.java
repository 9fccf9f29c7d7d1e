package io.alternatefutures.edge.http;

import io.alternatefutures.edge.limits.Limits;
import io.netty.util.AsciiString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names of fields that came lately, so that the same few are not made anew for every message. A
 * name takes the place of another one; what is remembered does not grow. Owned by one event loop.
 */
public final class FieldNames {
  private final @Nullable AsciiString[] known = new AsciiString[Limits.KNOWN_FIELD_NAMES];

  /** The name that these bytes are. */
  public AsciiString of(byte[] line, int start, int length) {
    if (length == 0 || length > Limits.KNOWN_FIELD_NAME_LENGTH) {
      return new AsciiString(line, start, length, true);
    }
    int end = start + length;
    int hash = 31 * (31 * length + line[start]) + 7 * line[start + length / 2] + line[end - 1];
    int place = Math.floorMod(hash, known.length);
    AsciiString there = known[place];
    if (there != null && isThis(there, line, start, end)) {
      return there;
    }
    AsciiString name = new AsciiString(line, start, length, true);
    known[place] = name;
    return name;
  }

  private static boolean isThis(AsciiString name, byte[] line, int start, int end) {
    int offset = name.arrayOffset();
    return Arrays.equals(line, start, end, name.array(), offset, offset + name.length());
  }
}
