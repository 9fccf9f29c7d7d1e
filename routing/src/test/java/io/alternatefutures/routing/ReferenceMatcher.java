package io.alternatefutures.routing;

import io.alternatefutures.model.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The documented rules in the most obvious way: sort all patterns, try each as a regular
 * expression. Shares nothing with the code under test.
 */
final class ReferenceMatcher {
  private static final Comparator<String> ORDER =
      Comparator.comparingInt(ReferenceMatcher::kind)
          .thenComparing(Comparator.comparingInt(ReferenceMatcher::segmentCount).reversed())
          .thenComparing(ReferenceMatcher::shape)
          .thenComparing(Comparator.naturalOrder());

  private final List<String> patterns;

  ReferenceMatcher(List<Route> routes) {
    this.patterns = new ArrayList<>(routes.stream().map(Route::pattern).toList());
    this.patterns.sort(ORDER);
  }

  Optional<String> match(String path) {
    return patterns.stream().filter(pattern -> matches(pattern, path)).findFirst();
  }

  List<String> inOrder() {
    return List.copyOf(patterns);
  }

  static boolean matches(String pattern, String path) {
    return matcher(pattern, path).matches();
  }

  /** What each parameter of {@code pattern} matches when wildcards take as little as they can. */
  static List<String> parameters(String pattern, String path) {
    Matcher matcher = matcher(pattern, path);
    List<String> parameters = new ArrayList<>();
    if (matcher.matches()) {
      for (int i = 1; i <= matcher.groupCount(); i++) {
        parameters.add(matcher.group(i));
      }
    }
    return parameters;
  }

  private static Matcher matcher(String pattern, String path) {
    StringBuilder regex = new StringBuilder();
    String body = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : pattern;
    for (String segment : body.substring(Math.min(1, body.length())).split("/", -1)) {
      if (body.isEmpty()) {
        break;
      }
      regex.append('/').append(segment.startsWith(":") ? "([^/]+)" : wildcards(segment));
    }
    if (pattern.endsWith("/*")) {
      regex.append("(?:/.*)?");
    }
    return Pattern.compile(regex.toString()).matcher(path);
  }

  private static String wildcards(String segment) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      regex.append(c == '*' ? ".*?" : Pattern.quote(String.valueOf(c)));
    }
    return regex.toString();
  }

  private static int kind(String pattern) {
    if (pattern.contains("*")) {
      return 2;
    }
    return pattern.contains("/:") ? 1 : 0;
  }

  private static int segmentCount(String pattern) {
    return segments(pattern).size();
  }

  /** One character per segment, such that literal segments sort before others. */
  private static String shape(String pattern) {
    StringBuilder shape = new StringBuilder();
    for (String segment : segments(pattern)) {
      shape.append(segment.startsWith(":") || segment.contains("*") ? 'b' : 'a');
    }
    return shape.toString();
  }

  private static List<String> segments(String pattern) {
    return Arrays.asList(pattern.substring(1).split("/", -1));
  }
}
