package io.alternatefutures.routing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One compiled path pattern. Its {@linkplain #key() key} is the pattern as a canonical path in
 * which {@link #PARAMETER} stands for each {@code :name} and {@link #WILDCARD} for each run of
 * {@code *}; canonical paths are printable ASCII, so neither can be meant literally.
 */
final class PathPattern implements Comparable<PathPattern> {
  static final char PARAMETER = '\u0001';
  static final char WILDCARD = '\u0002';
  private static final String TRAILING_WILDCARD = "/" + WILDCARD;

  /** The kinds of pattern, in the order in which they are preferred. */
  enum Kind {
    EXACT,
    PARAMETERS,
    WILDCARDS
  }

  private final String text;
  private final String key;
  private final List<String> parameterNames;
  private final Kind kind;
  private final boolean[] literalSegments;

  private PathPattern(String text, String key, List<String> parameterNames) {
    this.text = text;
    this.key = key;
    this.parameterNames = List.copyOf(parameterNames);
    this.kind = kindOf(key);
    this.literalSegments = literalSegmentsOf(key);
  }

  /**
   * Compiles {@code text}, which starts with {@code /}.
   *
   * @throws InvalidRoutesException when it can match no path, or its meaning is unclear
   */
  static PathPattern parse(String text) {
    if (text.length() > Limits.MAX_PATTERN_LENGTH) {
      throw tooLong(text);
    }
    StringBuilder key = new StringBuilder(text.length());
    List<String> names = new ArrayList<>();
    int start = 1;
    while (start <= text.length()) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      key.append('/');
      String segment = text.substring(start, end);
      if (segment.startsWith(":")) {
        names.add(parameterName(text, segment, names));
        key.append(PARAMETER);
      } else {
        appendSegment(key, text, segment);
      }
      start = end + 1;
    }
    if (key.length() > Limits.MAX_PATTERN_LENGTH) {
      throw tooLong(text);
    }
    return new PathPattern(text, key.toString(), names);
  }

  private static String parameterName(String text, String segment, List<String> names) {
    String name = segment.substring(1);
    boolean valid = !name.isEmpty();
    for (int i = 0; valid && i < name.length(); i++) {
      valid = isNameCharacter(name.charAt(i));
    }
    if (!valid) {
      throw invalid(
          text,
          "A parameter is a whole segment: \":\" and letters, digits, dashes or underscores, not \""
              + segment
              + "\"");
    }
    if (names.contains(name)) {
      throw invalid(text, "The parameter \"" + name + "\" is there twice");
    }
    return name;
  }

  /** Whether {@code c} can be part of a parameter's name. */
  static boolean isNameCharacter(char c) {
    return PathCharacters.isUnreserved(c) && c != '.' && c != '~';
  }

  private static void appendSegment(StringBuilder key, String text, String segment) {
    String wire = PathCharacters.toWire(segment);
    int before = key.length();
    int start = 0;
    try {
      while (start <= wire.length()) {
        int star = wire.indexOf('*', start);
        RequestPath.appendCanonical(key, wire, start, star < 0 ? wire.length() : star);
        if (star < 0) {
          break;
        }
        if (key.charAt(key.length() - 1) != WILDCARD) {
          key.append(WILDCARD);
        }
        start = star + 1;
      }
    } catch (InvalidPathException e) {
      throw invalid(text, e.getMessage());
    }
    if (RequestPath.dotSegmentLength(key, before) > 0) {
      throw invalid(text, "Paths are matched without \".\" and \"..\" segments");
    }
  }

  private static Kind kindOf(String key) {
    if (key.indexOf(WILDCARD) >= 0) {
      return Kind.WILDCARDS;
    }
    return key.indexOf(PARAMETER) >= 0 ? Kind.PARAMETERS : Kind.EXACT;
  }

  private static boolean[] literalSegmentsOf(String key) {
    String[] segments = key.substring(1).split("/", -1);
    boolean[] literal = new boolean[segments.length];
    for (int i = 0; i < segments.length; i++) {
      literal[i] = segments[i].indexOf(WILDCARD) < 0 && segments[i].indexOf(PARAMETER) < 0;
    }
    return literal;
  }

  private static InvalidRoutesException invalid(String text, @Nullable String why) {
    return new InvalidRoutesException("Invalid path pattern \"" + text + "\". " + why);
  }

  private static InvalidRoutesException tooLong(String text) {
    return new InvalidRoutesException(
        "Invalid path pattern \""
            + text.substring(0, Math.min(text.length(), 64))
            + "...\". Path patterns must have at most "
            + Limits.MAX_PATTERN_LENGTH
            + " characters");
  }

  /** The pattern as its author wrote it. */
  String text() {
    return text;
  }

  /** The canonical form; what {@link PatternTrie} is built from. */
  String key() {
    return key;
  }

  /** The key without its trailing wildcard segment, which also matches; null when it has none. */
  @Nullable String barePrefixKey() {
    int end = key.length() - TRAILING_WILDCARD.length();
    return end > 0 && key.endsWith(TRAILING_WILDCARD) ? key.substring(0, end) : null;
  }

  Kind kind() {
    return kind;
  }

  /** Names of the parameters, in the order of the pattern. */
  List<String> parameterNames() {
    return parameterNames;
  }

  int segmentCount() {
    return literalSegments.length;
  }

  /** Exact before parameters before wildcards; then as the class of each demands. */
  @Override
  public int compareTo(PathPattern other) {
    int byKind = kind.compareTo(other.kind);
    if (byKind != 0) {
      return byKind;
    }
    if (literalSegments.length != other.literalSegments.length) {
      return Integer.compare(other.literalSegments.length, literalSegments.length);
    }
    for (int i = 0; i < literalSegments.length; i++) {
      if (literalSegments[i] != other.literalSegments[i]) {
        return literalSegments[i] ? -1 : 1;
      }
    }
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PathPattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
