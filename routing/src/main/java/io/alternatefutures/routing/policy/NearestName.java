package io.alternatefutures.routing.policy;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses which name somebody meant. */
final class NearestName {
  private static final int MOST_EDITS = 3;
  private static final int LONGEST = 40;

  private NearestName() {}

  /** The known name with the fewest edits; null when none is near. */
  static @Nullable String of(String actual, Collection<String> known) {
    if (actual.length() > LONGEST) {
      return null;
    }
    String nearest = null;
    int fewest = Math.min(MOST_EDITS, actual.length() / 2 + 1) + 1;
    for (String name : known) {
      int edits = edits(actual.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (edits < fewest) {
        fewest = edits;
        nearest = name;
      }
    }
    return nearest;
  }

  /** Levenshtein's distance, row by row. */
  private static int edits(String from, String to) {
    int[] before = new int[to.length() + 1];
    for (int j = 0; j < before.length; j++) {
      before[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(before[j], row[j - 1]) + 1);
      }
      before = row;
    }
    return before[to.length()];
  }
}
