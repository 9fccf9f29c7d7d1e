package io.alternatefutures.routing.policy;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one header field or query parameter has to be.
 *
 * @param name of the field or parameter
 * @param test of its value
 */
public record FieldMatch(String name, Test test) {

  /** A test of a value. */
  public sealed interface Test {
    /** It is there, whatever it is. */
    record Present() implements Test {}

    /** It is not there. */
    record Absent() implements Test {}

    /** It is exactly this. */
    record Equal(String value) implements Test {}

    /** The whole of it matches. */
    record Matching(Pattern regex) implements Test {}
  }

  /** Reads an object of names and tests. */
  public static List<FieldMatch> readAll(OptionReader options, String name) {
    List<FieldMatch> matches = new ArrayList<>();
    OptionReader object = options.object(name);
    if (object == null) {
      return matches;
    }
    for (String field : object.names()) {
      Test test =
          switch (object.value(field)) {
            case Boolean present -> present ? new Test.Present() : new Test.Absent();
            case String text -> new Test.Equal(text);
            case Map<?, ?> _ -> regex(object, field);
            case null, default -> null;
          };
      if (test == null) {
        object.wrong(field, "a string, true, false or {\"regex\": \"…\"}");
      } else {
        matches.add(new FieldMatch(field, test));
      }
    }
    return matches;
  }

  private static @Nullable Test regex(OptionReader object, String field) {
    OptionReader inner = object.object(field);
    if (inner == null || !inner.has("regex")) {
      return null;
    }
    Pattern regex = inner.regex("regex");
    inner.finish();
    return regex == null ? new Test.Present() : new Test.Matching(regex);
  }

  /** Whether {@code value} is as it has to be; null stands for none. */
  public boolean accepts(@Nullable String value) {
    return switch (test) {
      case Test.Present _ -> value != null;
      case Test.Absent _ -> value == null;
      case Test.Equal equal -> equal.value().equals(value);
      case Test.Matching matching -> value != null && matching.regex().matches(value);
    };
  }

  /** Why {@code value} is not accepted. */
  String mismatch(String kind, @Nullable String value) {
    String what = kind + " " + name;
    if (value == null) {
      return what + " is missing";
    }
    String actual = what + " is \"" + value + "\"";
    return switch (test) {
      case Test.Present _ -> actual;
      case Test.Absent _ -> what + " is there";
      case Test.Equal equal -> actual + ", not \"" + equal.value() + "\"";
      case Test.Matching matching -> actual + ", which \"" + matching.regex() + "\" does not match";
    };
  }
}
