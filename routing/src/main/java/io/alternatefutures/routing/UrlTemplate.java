package io.alternatefutures.routing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text with places for parameters: {@code literals[0]}, parameter {@code slots[0]}, {@code
 * literals[1]} and so on.
 */
final class UrlTemplate {
  private final String[] literals;
  private final int[] slots;

  private UrlTemplate(String[] literals, int[] slots) {
    this.literals = literals;
    this.slots = slots;
  }

  /**
   * Finds the places of {@code names} in {@code text}. A {@code :name} is the longest name that
   * fits and is not followed by another letter, digit or underscore.
   */
  static UrlTemplate parse(String text, List<String> names) {
    List<String> literals = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    int literalStart = 0;
    int i = text.indexOf(':');
    while (i >= 0) {
      int slot = slotAt(text, i + 1, names);
      if (slot < 0) {
        i = text.indexOf(':', i + 1);
        continue;
      }
      literals.add(text.substring(literalStart, i));
      slots.add(slot);
      literalStart = i + 1 + names.get(slot).length();
      i = text.indexOf(':', literalStart);
    }
    literals.add(text.substring(literalStart));
    return new UrlTemplate(
        literals.toArray(String[]::new), slots.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int slotAt(String text, int start, List<String> names) {
    int best = -1;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int end = start + name.length();
      boolean fits =
          text.startsWith(name, start)
              && (end == text.length() || !continuesName(text.charAt(end)));
      if (fits && (best < 0 || name.length() > names.get(best).length())) {
        best = i;
      }
    }
    return best;
  }

  private static boolean continuesName(char c) {
    return PathPattern.isNameCharacter(c) && c != '-';
  }

  /**
   * The parameter that a segment names and that is none of {@code names}; null when there is none.
   */
  static @Nullable String unknownParameter(String path, List<String> names) {
    int i = path.indexOf("/:");
    while (i >= 0) {
      int start = i + 2;
      int end = start;
      while (end < path.length() && PathPattern.isNameCharacter(path.charAt(end))) {
        end++;
      }
      if (end > start && slotAt(path, start, names) < 0) {
        return path.substring(start, end);
      }
      i = path.indexOf("/:", start);
    }
    return null;
  }

  boolean isEmpty() {
    return slots.length == 0 && literals[0].isEmpty();
  }

  void appendPath(StringBuilder out, RouteMatch match) {
    out.append(literals[0]);
    for (int i = 0; i < slots.length; i++) {
      match.appendParameter(out, slots[i]);
      out.append(literals[i + 1]);
    }
  }

  /** As {@link #appendPath}, with characters that separate anything in a query escaped. */
  void appendQuery(StringBuilder out, RouteMatch match) {
    out.append(literals[0]);
    for (int i = 0; i < slots.length; i++) {
      String value = match.parameter(slots[i]);
      for (int j = 0; j < value.length(); j++) {
        char c = value.charAt(j);
        if (c == '%' || PathCharacters.isUnreserved(c)) {
          out.append(c);
        } else {
          PathCharacters.appendEscape(out, c);
        }
      }
      out.append(literals[i + 1]);
    }
  }
}
