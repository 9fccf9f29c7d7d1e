package io.alternatefutures.sandbox.worker.sourcemap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SourceMapTest {
  private static SourceMap map(String json) {
    String encoded = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    String module =
        "code();\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,"
            + encoded
            + "\n";
    return SourceMap.of(module, "function.js");
  }

  // Line 1: column 0 from b.ts 1:1, column 4 from b.ts 3:5. Line 2: column 2 from a.ts 2:1.
  private static final String JSON =
      "{\"version\":3,\"names\":[\"x\",{\"y\":[1,2]}],\"sources\":[\"src/a.ts\",\"b\\u002ets\"],"
          + "\"mappings\":\"ACAA,IAEI;EDDJ\"}";

  @Test
  void positionsAreReplacedByTheOriginalOnes() {
    String stack = "Error: x\n    at f (function.js:1:6)\n    at function.js:2:9";
    assertThat(map(JSON).apply(stack))
        .isEqualTo("Error: x\n    at f (b.ts:3:5)\n    at src/a.ts:2:1");
  }

  @Test
  void positionsThatTheMapDoesNotKnowStay() {
    String stack = "at function.js:2:1 at function.js:77:1 at other.js:1:1";
    assertThat(map(JSON).apply(stack)).isEqualTo(stack);
  }

  @Test
  void aModuleWithoutAMapLeavesStacksAlone() {
    assertThat(SourceMap.of("code()", "function.js")).isSameAs(SourceMap.NONE);
    assertThat(SourceMap.NONE.apply("at function.js:1:1")).isEqualTo("at function.js:1:1");
  }

  @Test
  void noHostileMapMakesItFail() {
    Random random = new Random(7);
    String stack = "at function.js:1:1 at function.js:2:5";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder json = new StringBuilder(JSON);
      for (int change = random.nextInt(4); change >= 0; change--) {
        json.setCharAt(random.nextInt(json.length()), (char) (32 + random.nextInt(95)));
      }
      json.setLength(random.nextInt(json.length() + 1));
      assertThat(map(json.toString()).apply(stack)).isNotEmpty();
    }
    assertThat(map("{\"x\":" + "[".repeat(100_000)).apply(stack)).isEqualTo(stack);
    assertThat(
            SourceMap.of("//# sourceMappingURL=data:application/json;base64,%%%", "function.js")
                .apply(stack))
        .isEqualTo(stack);
  }
}
