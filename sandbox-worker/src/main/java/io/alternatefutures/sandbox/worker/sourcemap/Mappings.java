package io.alternatefutures.sandbox.worker.sourcemap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decoded positions: for each generated line, runs of columns and where they come from. */
final class Mappings {
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final List<String> sources;

  /** Per line, four numbers a run: generated column, source, original line, original column. */
  private final List<int[]> lines;

  private Mappings(List<String> sources, List<int[]> lines) {
    this.sources = sources;
    this.lines = lines;
  }

  /**
   * @throws IllegalArgumentException when the positions are not base64 VLQ
   */
  static Mappings decode(MapFields fields) {
    List<int[]> lines = new ArrayList<>();
    int[] run = new int[4];
    int[] line = new int[16];
    int size = 0;
    String text = fields.mappings();
    int at = 0;
    while (at <= text.length()) {
      char c = at == text.length() ? ';' : text.charAt(at);
      if (c == ';') {
        lines.add(Arrays.copyOf(line, size));
        size = 0;
        run[0] = 0;
        at++;
      } else if (c == ',') {
        at++;
      } else {
        int fieldCount = 0;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ';') {
          int length = digits(text, at);
          if (fieldCount < run.length) {
            run[fieldCount] += number(text, at, length);
          }
          fieldCount++;
          at += length;
        }
        if (fieldCount >= run.length) {
          line = size == line.length ? Arrays.copyOf(line, size * 2) : line;
          System.arraycopy(run, 0, line, size, run.length);
          size += run.length;
        }
      }
    }
    return new Mappings(fields.sources(), lines);
  }

  private static int digits(String text, int start) {
    int at = start;
    while (at < text.length() && (digit(text.charAt(at)) & 32) != 0) {
      at++;
    }
    if (at == text.length()) {
      throw new IllegalArgumentException("a number is cut off");
    }
    digit(text.charAt(at));
    return at - start + 1;
  }

  private static int number(String text, int start, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value |= (digit(text.charAt(start + i)) & 31) << Math.min(5 * i, 30);
    }
    return (value & 1) == 0 ? value >>> 1 : -(value >>> 1);
  }

  private static int digit(char c) {
    int digit = DIGITS.indexOf(c);
    if (digit < 0) {
      throw new IllegalArgumentException("not a base64 digit");
    }
    return digit;
  }

  /** {@code file:line:column} that a position, both 1-based, comes from; null when unknown. */
  @Nullable String find(int line, int column) {
    int[] runs = line >= 1 && line <= lines.size() ? lines.get(line - 1) : new int[0];
    int best = -1;
    for (int i = 0; i < runs.length && runs[i] <= column - 1; i += 4) {
      best = i;
    }
    if (best < 0 || runs[best + 1] < 0 || runs[best + 1] >= sources.size()) {
      return null;
    }
    return sources.get(runs[best + 1]) + ":" + (runs[best + 2] + 1) + ":" + (runs[best + 3] + 1);
  }
}
