package io.alternatefutures.routing;

/**
 * The one form of a request's path that routes are matched on (RFC 3986 section 6.2.2):
 *
 * <ul>
 *   <li>escapes are upper-case, escaped unreserved characters are decoded, and characters that a
 *       path cannot hold as they are become escapes; {@code %2F} stays: it is not a separator;
 *   <li>{@code .} and {@code ..} segments, also escaped ones, are resolved; what would climb above
 *       the root stays at the root;
 *   <li>empty segments ({@code //}) are kept: they are segments, and origins may tell them apart;
 *   <li>the empty path is {@code /}.
 * </ul>
 *
 * Refused are invalid escapes, control characters (escaped or not), {@code \} and dot segments with
 * parameters ({@code /..;x/}): some origins read these two as separators and dot segments.
 */
public final class RequestPath {
  private RequestPath() {}

  /**
   * Normalises a path as it came over the wire, one character per byte, without query. A path that
   * is normal already is returned itself.
   *
   * @throws InvalidPathException when the path has no safe meaning
   */
  public static String normalise(String rawPath) {
    int length = rawPath.length();
    if (length > Limits.MAX_PATH_LENGTH) {
      throw new InvalidPathException(
          "The path has "
              + length
              + " characters; at most "
              + Limits.MAX_PATH_LENGTH
              + " are allowed");
    }
    return isNormal(rawPath) ? rawPath : rebuild(rawPath);
  }

  /**
   * Normalises a path written by a person: as {@link #normalise}, with other than ASCII characters
   * taken as text, in UTF-8, instead of as bytes.
   *
   * @throws InvalidPathException when the path has no safe meaning
   */
  public static String normaliseText(String path) {
    return normalise(PathCharacters.toWire(path));
  }

  private static boolean isNormal(String path) {
    int length = path.length();
    if (length == 0 || path.charAt(0) != '/') {
      return false;
    }
    int i = 0;
    while (i < length) {
      char c = path.charAt(i);
      if (c == '/') {
        i++;
        if (dotSegmentLength(path, i) > 0) {
          return false;
        }
      } else if (PathCharacters.isSegment(c)) {
        i++;
      } else if (c == '%' && isCanonicalEscape(path, i)) {
        i += 3;
      } else {
        return false;
      }
    }
    return true;
  }

  /**
   * How many dots make up the dot segment that starts at {@code start}: 1, 2, or 0 when it is none.
   * Parameters ({@code ..;x}) do not make it another segment.
   */
  static int dotSegmentLength(CharSequence path, int start) {
    int end = start;
    while (end < path.length() && end - start < 2 && path.charAt(end) == '.') {
      end++;
    }
    boolean ends = end == path.length() || path.charAt(end) == '/' || path.charAt(end) == ';';
    return ends ? end - start : 0;
  }

  private static boolean isCanonicalEscape(String path, int index) {
    int octet = PathCharacters.escapedByte(path, index);
    return octet >= 0
        && !PathCharacters.isControl(octet)
        && !PathCharacters.isUnreserved((char) octet)
        && !isLowerHex(path.charAt(index + 1))
        && !isLowerHex(path.charAt(index + 2));
  }

  private static boolean isLowerHex(char c) {
    return c >= 'a';
  }

  private static String rebuild(String path) {
    if (!path.isEmpty() && path.charAt(0) != '/') {
      throw new InvalidPathException("The path must start with \"/\"");
    }
    StringBuilder out = new StringBuilder(path.length() + 16);
    int start = 1;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      appendSegment(out, path, start, end);
      start = end + 1;
    }
    return out.isEmpty() ? "/" : out.toString();
  }

  private static void appendSegment(StringBuilder out, String path, int start, int end) {
    int slash = out.length();
    out.append('/');
    appendCanonical(out, path, start, end);
    int dots = dotSegmentLength(out, slash + 1);
    if (dots == 0) {
      return;
    }
    if (out.length() > slash + 1 + dots) {
      throw new InvalidPathException("The path has a \".\" or \"..\" segment with parameters");
    }
    out.setLength(slash);
    if (dots == 2 && slash > 0) {
      out.setLength(out.lastIndexOf("/"));
    }
    if (end == path.length()) {
      out.append('/');
    }
  }

  /**
   * Appends part of a path, which holds no separator, in canonical form.
   *
   * @throws InvalidPathException when it cannot be part of a path
   */
  static void appendCanonical(StringBuilder out, String text, int start, int end) {
    int i = start;
    while (i < end) {
      char c = text.charAt(i);
      if (c == '%') {
        appendCanonicalEscape(out, text, i);
        i += 3;
        continue;
      }
      if (PathCharacters.isSegment(c)) {
        out.append(c);
      } else {
        requireEscapable(c);
        PathCharacters.appendEscape(out, c);
      }
      i++;
    }
  }

  private static void appendCanonicalEscape(StringBuilder out, String text, int index) {
    int octet = PathCharacters.escapedByte(text, index);
    if (octet < 0) {
      throw new InvalidPathException("The path has an invalid percent-encoding");
    }
    if (PathCharacters.isControl(octet)) {
      throw new InvalidPathException("The path has a control character");
    }
    if (PathCharacters.isUnreserved((char) octet)) {
      out.append((char) octet);
    } else {
      PathCharacters.appendEscape(out, octet);
    }
  }

  private static void requireEscapable(char c) {
    if (PathCharacters.isControl(c)) {
      throw new InvalidPathException("The path has a control character");
    }
    if (c == '\\' || c == '?' || c == '#') {
      throw new InvalidPathException("The path has a \"" + c + "\", which must be percent-encoded");
    }
    if (c > 0xFF) {
      throw new InvalidPathException("The path has a character that is not percent-encoded");
    }
  }
}
