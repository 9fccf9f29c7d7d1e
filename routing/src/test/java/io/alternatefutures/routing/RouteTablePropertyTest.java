package io.alternatefutures.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

final class RouteTablePropertyTest {
  private static final List<String> PARAMETER_NAMES = List.of(":p0", ":p1", ":p2", ":p3", ":p4");

  @Property(tries = 5_000)
  void finds_what_trying_every_pattern_in_order_finds(
      @ForAll("patternSets") Set<String> patterns, @ForAll("paths") String path) {
    List<Route> routes = routes(patterns);

    RouteMatch match = RouteTable.compile(routes).match(path);

    assertThat(Optional.ofNullable(match).map(m -> m.route().pattern()))
        .isEqualTo(new ReferenceMatcher(routes).match(path));
  }

  @Property(tries = 5_000)
  void parameters_are_what_a_reluctant_expression_captures(
      @ForAll("patterns") String pattern, @ForAll("paths") String path) {
    RouteMatch match = RouteTable.compile(routes(Set.of(pattern))).match(path);

    assertThat(match == null ? List.of() : List.copyOf(match.parameters().values()))
        .isEqualTo(ReferenceMatcher.parameters(pattern, path));
  }

  @Property
  void prefers_patterns_in_the_documented_order(@ForAll("patternSets") Set<String> patterns) {
    List<Route> routes = routes(patterns);

    assertThat(RouteTable.compile(routes).routes().stream().map(Route::pattern))
        .isEqualTo(new ReferenceMatcher(routes).inOrder());
  }

  @Property
  void the_order_of_the_routes_given_does_not_matter(
      @ForAll("patternSets") Set<String> patterns,
      @ForAll("paths") String path,
      @ForAll Random random) {
    List<Route> routes = routes(patterns);
    List<Route> shuffled = new ArrayList<>(routes);
    Collections.shuffle(shuffled, random);

    RouteMatch one = RouteTable.compile(routes).match(path);
    RouteMatch other = RouteTable.compile(shuffled).match(path);

    assertThat(other == null ? null : other.target("q"))
        .isEqualTo(one == null ? null : one.target("q"));
    assertThat(other == null ? null : other.route()).isEqualTo(one == null ? null : one.route());
  }

  @Property
  void an_explanation_agrees_with_the_match(
      @ForAll("patternSets") Set<String> patterns, @ForAll("paths") String path) {
    RouteTable table = RouteTable.compile(routes(patterns));

    RouteExplanation explanation = table.explain(path);

    assertThat(explanation.candidates()).hasSize(patterns.size());
    for (RouteExplanation.Candidate candidate : explanation.candidates()) {
      boolean matches = ReferenceMatcher.matches(candidate.route().pattern(), path);
      assertThat(candidate.verdict() != RouteExplanation.Verdict.NO_MATCH).isEqualTo(matches);
      assertThat(candidate.reason()).isNotBlank();
    }
  }

  @Property(tries = 3_000)
  void a_target_never_leaves_its_origin_or_its_path(
      @ForAll("patterns") String pattern, @ForAll("hostilePaths") String rawPath) {
    RouteMatch match;
    try {
      String path = RequestPath.normalise(rawPath);
      match = RouteTable.compile(List.of(new Route(pattern, "http://h:81/base/dir"))).match(path);
    } catch (InvalidPathException _) {
      return;
    }
    if (match == null) {
      return;
    }
    String target = match.requestTarget(null);
    assertThat(target).startsWith("/base/dir").doesNotContain("?", "#");
    assertThat(RequestPath.normalise(target)).isEqualTo(target);
    assertThat(target.charAt("/base/dir".length() == target.length() ? 0 : "/base/dir".length()))
        .isEqualTo('/');
  }

  @Provide
  Arbitrary<Set<String>> patternSets() {
    return patterns().set().ofMinSize(1).ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> literal = Arbitraries.of("a", "b", "ab", "ba", "aab", "");
    Arbitrary<String> wildcard = Arbitraries.of("*", "*", "a*", "*b", "a*b", "*a*", "b*a*b");
    Arbitrary<String> parameter = Arbitraries.of(":");
    return Arbitraries.frequencyOf(
            Tuple.of(5, literal), Tuple.of(2, wildcard), Tuple.of(3, parameter))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(RouteTablePropertyTest::pattern);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("a", "b", "ab", "ba", "aab", "abab", "aaab", "")
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(segments -> "/" + String.join("/", segments));
  }

  @Provide
  Arbitrary<String> hostilePaths() {
    return Arbitraries.of(
            "a", "b", "/", "/", "..", ".", "%2e", "%2E%2e", "%2f", "?", "%3f", "#", "%23", ";",
            "\\", "%5c", ":", "@", "//", "%00", "%", "é")
        .list()
        .ofMaxSize(10)
        .map(parts -> "/" + String.join("", parts));
  }

  /** Numbers the parameters, whose names must differ. */
  private static String pattern(List<String> segments) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      pattern.append('/').append(segment.equals(":") ? PARAMETER_NAMES.get(i) : segment);
    }
    return pattern.toString();
  }

  private static List<Route> routes(Set<String> patterns) {
    return patterns.stream().map(pattern -> new Route(pattern, "http://origin/t")).toList();
  }
}
