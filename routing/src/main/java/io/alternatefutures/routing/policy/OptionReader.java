package io.alternatefutures.routing.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one JSON object. What is wrong is added to the {@link Problems}, and a
 * default returned, so that reading goes on. {@link #finish} refuses the members nobody asked for.
 */
public final class OptionReader {
  private static final int LONGEST_SHOWN = 60;
  private static final int LONGEST_TEXT = 4_096;
  private static final int LONGEST_REGEX = 1_000;
  private static final int MOST_MEMBERS = 1_000;

  private final String path;
  private final Map<?, ?> members;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param path JSON path of the object
   */
  public OptionReader(String path, Map<?, ?> members, Problems problems) {
    this.path = path;
    this.members = members;
    this.problems = problems;
    if (members.size() > MOST_MEMBERS) {
      problems.add(path, "at most " + MOST_MEMBERS + " members", String.valueOf(members.size()));
    }
  }

  /** Where problems go. */
  public Problems problems() {
    return problems;
  }

  /** JSON path of the object. */
  public String path() {
    return path;
  }

  /** JSON path of a member. */
  public String pathOf(String name) {
    return path + "." + name;
  }

  /** Whether the member is there; it is known from now on. */
  public boolean has(String name) {
    known.add(name);
    return members.containsKey(name);
  }

  /** The member as the parser made it. */
  public @Nullable Object value(String name) {
    return has(name) ? members.get(name) : null;
  }

  /** Says that the member is not what it should be. */
  public void wrong(String name, String expected) {
    problems.add(pathOf(name), expected, shown(members.get(name)));
  }

  /** As {@link #wrong}, for members whose value must not be seen. */
  void wrongSecret(String name, String expected) {
    problems.add(pathOf(name), expected, "the given text");
  }

  /** A text that is not empty; null when there is none. */
  public @Nullable String text(String name) {
    if (!has(name)) {
      return null;
    }
    if (value(name) instanceof String text && !text.isEmpty() && text.length() <= LONGEST_TEXT) {
      return text;
    }
    wrong(name, "a string of 1 to " + LONGEST_TEXT + " characters");
    return null;
  }

  String requiredText(String name) {
    if (!has(name)) {
      problems.add(pathOf(name), "a string", "nothing");
      return "";
    }
    String text = text(name);
    return text == null ? "" : text;
  }

  /** A whole number; {@code fallback} when there is none. */
  public int integer(String name, int from, int to, int fallback) {
    if (!has(name)) {
      return fallback;
    }
    if (value(name) instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= from
        && number.doubleValue() <= to) {
      return number.intValue();
    }
    wrong(name, "an integer from " + from + " to " + to);
    return fallback;
  }

  boolean flag(String name) {
    if (!has(name)) {
      return false;
    }
    if (value(name) instanceof Boolean flag) {
      return flag;
    }
    wrong(name, "true or false");
    return false;
  }

  /** A time: a text such as {@code 250ms}, {@code 5s}, {@code 2m}, or milliseconds. */
  public @Nullable Duration duration(String name, Duration from, Duration to) {
    if (!has(name)) {
      return null;
    }
    Duration duration = Durations.parse(value(name));
    if (duration != null && duration.compareTo(from) >= 0 && duration.compareTo(to) <= 0) {
      return duration;
    }
    wrong(
        name,
        "a time from "
            + Durations.text(from)
            + " to "
            + Durations.text(to)
            + ", such as \"250ms\", \"5s\" or \"2m\"");
    return null;
  }

  Duration duration(String name, Duration from, Duration to, Duration fallback) {
    Duration given = duration(name, from, to);
    return given == null ? fallback : given;
  }

  /** A list of texts, or one text for a list of one; empty when there is none. */
  public List<String> texts(String name) {
    if (!has(name)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    boolean valid = true;
    if (value(name) instanceof String text) {
      texts.add(text);
    } else if (value(name) instanceof List<?> list) {
      for (Object item : list) {
        valid &= item instanceof String;
        texts.add(String.valueOf(item));
      }
    } else {
      valid = false;
    }
    if (!valid || texts.isEmpty() || texts.size() > MOST_MEMBERS || texts.contains("")) {
      wrong(name, "a string or a list of 1 to " + MOST_MEMBERS + " strings");
      return List.of();
    }
    return List.copyOf(texts);
  }

  /** An object of texts in its order; empty when there is none. */
  Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    OptionReader object = object(name);
    if (object != null) {
      for (String member : object.names()) {
        texts.put(member, object.requiredText(member));
      }
    }
    return texts;
  }

  /** The member as an object to read; null when there is none. */
  public @Nullable OptionReader object(String name) {
    if (!has(name)) {
      return null;
    }
    if (value(name) instanceof Map<?, ?> map) {
      return new OptionReader(pathOf(name), map, problems);
    }
    wrong(name, "an object");
    return null;
  }

  /** As {@link #object}, where {@code true} stands for an object without members. */
  @Nullable OptionReader objectOrTrue(String name) {
    if (has(name) && Boolean.TRUE.equals(value(name))) {
      return new OptionReader(pathOf(name), Map.of(), problems);
    }
    return object(name);
  }

  /** A regular expression of RE2's syntax; null when there is none. */
  public @Nullable Pattern regex(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    if (text.length() > LONGEST_REGEX) {
      wrong(name, "at most " + LONGEST_REGEX + " characters");
      return null;
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      wrong(name, "a regular expression of RE2's syntax (" + e.getDescription() + ")");
      return null;
    }
  }

  /** A URL of the {@code http} or {@code https} scheme; null when it is none. */
  @Nullable HttpUrl url(String name) {
    String text = requiredText(name);
    if (text.isEmpty()) {
      return null;
    }
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      wrongSecret(name, "an http:// or https:// URL without user name and password");
    }
    return url;
  }

  /** Names of all members; they are known from now on. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    members.keySet().forEach(name -> names.add(String.valueOf(name)));
    known.addAll(names);
    return names;
  }

  /** Refuses members that nobody asked for. */
  public void finish() {
    for (Object member : members.keySet()) {
      String name = String.valueOf(member);
      if (!known.contains(name)) {
        String nearest = NearestName.of(name, known);
        problems.add(
            path
                + ": unknown option \""
                + shortened(name)
                + "\""
                + (nearest == null
                    ? ", expected one of " + String.join(", ", known)
                    : ", did you mean \"" + nearest + "\"?"));
      }
    }
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "\"" + shortened(text) + "\"";
      case Map<?, ?> _ -> "an object";
      case List<?> _ -> "a list";
      default -> shortened(String.valueOf(value));
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
