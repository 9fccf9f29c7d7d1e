package io.alternatefutures.control.function;

import io.alternatefutures.control.Randomness;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.Slug;
import java.util.Locale;

/** Makes slugs out of names. */
final class Slugs {
  private static final int SUFFIX_LETTERS = 5;
  private static final String FALLBACK = "function";

  private Slugs() {}

  /** The name in lower case, without dashes at its ends. */
  static Slug of(FunctionName name) {
    return new Slug(base(name, Slug.MAX_LENGTH));
  }

  /** The name in lower case with a random suffix. */
  static Slug withSuffix(FunctionName name, Randomness randomness) {
    String base = base(name, Slug.MAX_LENGTH - SUFFIX_LETTERS - 1);
    return new Slug(base + "-" + randomness.letters(SUFFIX_LETTERS));
  }

  private static String base(FunctionName name, int limit) {
    String text = trimDashes(name.value().toLowerCase(Locale.ROOT));
    if (text.length() > limit) {
      text = trimDashes(text.substring(0, limit));
    }
    return text.isEmpty() ? FALLBACK : text;
  }

  private static String trimDashes(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == '-') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == '-') {
      end--;
    }
    return text.substring(start, end);
  }
}
