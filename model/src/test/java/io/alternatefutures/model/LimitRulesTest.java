package io.alternatefutures.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class LimitRulesTest {
  @Test
  void aFunctionThatAsksForNothingGetsTheDefaults() {
    LimitRules rules = LimitRules.of(Map.of(FunctionLimit.CPU, 700), Map.of());
    assertThat(rules.of(Map.of()).get(FunctionLimit.CPU)).isEqualTo(700);
    assertThat(rules.of(Map.of()).get(FunctionLimit.WALL)).isEqualTo(30_000);
  }

  @Test
  void aWishHoldsUpToTheCap() {
    LimitRules rules = LimitRules.of(Map.of(), Map.of(FunctionLimit.CPU, 8_000));
    assertThat(rules.of(Map.of(FunctionLimit.CPU, 6_000)).get(FunctionLimit.CPU)).isEqualTo(6_000);
    assertThat(rules.of(Map.of(FunctionLimit.CPU, 9_000)).get(FunctionLimit.CPU)).isEqualTo(8_000);
  }

  @Test
  void aWishOverTheCapIsRefusedWithItsNameValueAndCap() {
    assertThatThrownBy(() -> LimitRules.usual().check(Map.of(FunctionLimit.MEMORY, 513)))
        .hasMessage(
            "The limit memoryMb (heap and buffers of one isolate in MiB) is 513; this runtime"
                + " allows at most 512");
    LimitRules.usual().check(Map.of(FunctionLimit.MEMORY, 512));
  }

  @Test
  void aCapBelowTheTablesDefaultLowersIt() {
    LimitRules rules = LimitRules.of(Map.of(), Map.of(FunctionLimit.CPU, 100));
    assertThat(rules.defaults().get(FunctionLimit.CPU)).isEqualTo(100);
  }

  @Test
  void aDefaultOverTheTablesCapRaisesIt() {
    LimitRules rules = LimitRules.of(Map.of(FunctionLimit.CPU, 60_000), Map.of());
    assertThat(rules.caps().get(FunctionLimit.CPU)).isEqualTo(60_000);
  }

  @Test
  void aDefaultOverAGivenCapIsRefused() {
    assertThatThrownBy(
            () -> LimitRules.of(Map.of(FunctionLimit.CPU, 200), Map.of(FunctionLimit.CPU, 100)))
        .hasMessage("The default of the limit cpuMs is 200, which is over its cap of 100");
  }

  @Test
  void limitsAreReadByTheirKeys() {
    assertThat(FunctionLimit.parse(Map.of("cpuMs", 50, "timers", 7L)))
        .containsExactlyInAnyOrderEntriesOf(Map.of(FunctionLimit.CPU, 50, FunctionLimit.TIMERS, 7));
  }

  @Test
  void anUnknownLimitIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> FunctionLimit.parse(Map.of("cpu", 50)))
        .hasMessageStartingWith("There is no limit \"cpu\". Limits are cpuMs, wallMs, ");
  }

  @Test
  void aValueThatIsNoWholeNumberInRangeIsRefused() {
    for (Object value : new Object[] {0, -1, 1.5, "50", true, 4_000_000, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> FunctionLimit.parse(Map.of("cpuMs", value)))
          .hasMessage(
              "The limit cpuMs (CPU time of one request in ms) is "
                  + value
                  + "; it must be a whole number from 1 to 3600000");
    }
  }
}
