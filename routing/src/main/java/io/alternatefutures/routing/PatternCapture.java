package io.alternatefutures.routing;

import org.jspecify.annotations.Nullable;

/**
 * What the parts of one pattern matched in one path. Each wildcard takes as little as it can, the
 * last one what is left. Linear in (path length × key length): no alternative is tried twice, since
 * for a chunk between wildcards its first occurrence leaves the most to what follows.
 */
final class PatternCapture {
  private final String key;
  private final String path;
  private final int[] bounds;
  private int restStart = -1;

  private PatternCapture(String key, String path, int[] bounds) {
    this.key = key;
    this.path = path;
    this.bounds = bounds;
  }

  private PatternCapture(String key, String path, int parameterCount) {
    this(key, path, new int[parameterCount * 2]);
  }

  /** This capture with other {@link #bounds()}. */
  PatternCapture with(int[] otherBounds) {
    PatternCapture other = new PatternCapture(key, path, otherBounds);
    other.restStart = restStart;
    return other;
  }

  /** What {@code pattern} captures from {@code path}; null when it does not match. */
  static @Nullable PatternCapture of(PathPattern pattern, String path) {
    if (pattern.kind() == PathPattern.Kind.EXACT) {
      return pattern.key().equals(path) ? new PatternCapture(pattern.key(), path, 0) : null;
    }
    int parameters = pattern.parameterNames().size();
    PatternCapture whole = new PatternCapture(pattern.key(), path, parameters);
    if (whole.capture()) {
      return whole;
    }
    String barePrefix = pattern.barePrefixKey();
    if (barePrefix == null) {
      return null;
    }
    PatternCapture bare = new PatternCapture(barePrefix, path, parameters);
    return bare.capture() ? bare : null;
  }

  /** Start and end of what each parameter matched. */
  int[] bounds() {
    return bounds;
  }

  /** Where what the first wildcard matched starts; -1 when there is no such place. */
  int restStart() {
    return restStart;
  }

  private boolean capture() {
    int chunkEnd = endOfChunk(0);
    int position = matchChunk(0, chunkEnd, 0, 0);
    if (position < 0) {
      return false;
    }
    if (chunkEnd == key.length()) {
      return position == path.length();
    }
    restStart = position;
    int parameters = parametersIn(0, chunkEnd);
    while (chunkEnd < key.length()) {
      int chunkStart = chunkEnd + 1;
      chunkEnd = endOfChunk(chunkStart);
      if (chunkStart == key.length()) {
        return true;
      }
      position = findChunk(chunkStart, chunkEnd, position, parameters);
      if (position < 0) {
        return false;
      }
      parameters += parametersIn(chunkStart, chunkEnd);
    }
    return true;
  }

  /**
   * The end of the chunk's first occurrence at or after {@code from}; of the last chunk, at the
   * end.
   */
  private int findChunk(int chunkStart, int chunkEnd, int from, int parameter) {
    boolean last = chunkEnd == key.length();
    for (int i = from; i <= path.length(); i++) {
      int end = matchChunk(chunkStart, chunkEnd, i, parameter);
      if (end >= 0 && (!last || end == path.length())) {
        return end;
      }
    }
    return -1;
  }

  private int matchChunk(int chunkStart, int chunkEnd, int from, int firstParameter) {
    int position = from;
    int parameter = firstParameter;
    for (int i = chunkStart; i < chunkEnd; i++) {
      char expected = key.charAt(i);
      if (expected == PathPattern.PARAMETER) {
        int slash = path.indexOf('/', position);
        int end = slash < 0 ? path.length() : slash;
        if (end == position) {
          return -1;
        }
        bounds[2 * parameter] = position;
        bounds[2 * parameter + 1] = end;
        parameter++;
        position = end;
      } else if (position < path.length() && path.charAt(position) == expected) {
        position++;
      } else {
        return -1;
      }
    }
    return position;
  }

  private int endOfChunk(int from) {
    int wildcard = key.indexOf(PathPattern.WILDCARD, from);
    return wildcard < 0 ? key.length() : wildcard;
  }

  private int parametersIn(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if (key.charAt(i) == PathPattern.PARAMETER) {
        count++;
      }
    }
    return count;
  }
}
