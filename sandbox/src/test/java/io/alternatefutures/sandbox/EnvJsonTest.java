package io.alternatefutures.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnvJsonTest {
  @Test
  void valuesAreEscapedAndNamesSorted() {
    assertThat(EnvJson.write(Map.of())).isEqualTo("{}");
    assertThat(EnvJson.write(Map.of("b", "\"\\\n", "a", "\u00e9\u2028")))
        .isEqualTo("{\"a\":\"\u00e9\u2028\",\"b\":\"\\\"\\\\\\u000a\"}");
  }

  @Test
  void characterPairsAndLoneSurrogatesSurvive() {
    assertThat(EnvJson.write(Map.of("a", "\ud83d\ude00\ud800")))
        .isEqualTo("{\"a\":\"\\ud83d\\ude00\\ud800\"}");
  }
}
