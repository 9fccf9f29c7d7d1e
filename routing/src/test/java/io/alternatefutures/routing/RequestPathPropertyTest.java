package io.alternatefutures.routing;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class RequestPathPropertyTest {
  @Property(tries = 10_000)
  void normalising_twice_gives_the_same_instance(@ForAll("paths") String path) {
    String once;
    try {
      once = RequestPath.normalise(path);
    } catch (InvalidPathException _) {
      return;
    }
    assertThat(RequestPath.normalise(once)).isSameAs(once);
  }

  @Property(tries = 10_000)
  void a_normal_path_has_no_dot_segments_and_only_path_characters(@ForAll("paths") String path) {
    String normal;
    try {
      normal = RequestPath.normalise(path);
    } catch (InvalidPathException _) {
      return;
    }
    assertThat(normal).matches("/([A-Za-z0-9\\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*");
    assertThat(normal.substring(1).split("/", -1)).doesNotContain(".", "..");
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "/", "/", ".", "..", "%2e", "%2E", "%2f", "%5C", "%25", "%7e", "%c3%a9", "a", "Z",
            "\u00e9", "{", " ", "|", "*", ":", ";", "%", "%4", "%zz", "\\", "?", "#", "\u0000",
            "%0d");
    return parts.list().ofMaxSize(12).map(list -> "/" + String.join("", list));
  }
}
