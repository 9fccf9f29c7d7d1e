package io.alternatefutures.model.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceContextTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";

  private static TraceContext parsed(String parent, String state) {
    return Objects.requireNonNull(TraceContext.parse(parent, state));
  }

  @Test
  void a_valid_parent_is_taken_as_it_is() {
    TraceContext context = parsed(PARENT, "vendor=value");

    assertThat(context.parent()).isEqualTo(PARENT);
    assertThat(context.traceId()).isEqualTo(TRACE);
    assertThat(context.traceIdLow()).isEqualTo(0x8448eb211c80319cL);
    assertThat(context.spanId()).isEqualTo(SPAN);
    assertThat(context.isSampled()).isTrue();
    assertThat(context.state()).isEqualTo("vendor=value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333.-01",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
        "0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x",
        "0X-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what"
      })
  void what_is_not_valid_is_no_context(String parent) {
    assertThat(TraceContext.parse(parent, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-brings"
      })
  void of_later_versions_the_known_part_is_taken(String parent) {
    assertThat(parsed(parent, "").parent()).isEqualTo(PARENT);
  }

  @Test
  void a_child_is_of_the_same_trace() {
    TraceContext context = parsed(PARENT, "vendor=value");
    TraceContext child = context.child(0xabcL, Sampling.UNSAMPLED);

    assertThat(child.parent()).isEqualTo("00-" + TRACE + "-0000000000000abc-00");
    assertThat(child.state()).isEqualTo("vendor=value");
    assertThat(child.isSameTrace(context)).isTrue();
    assertThat(child.child(1, Sampling.SAMPLED).parent())
        .isEqualTo("00-" + TRACE + "-0000000000000001-01");
  }

  @Test
  void flags_that_are_not_known_are_cleared() {
    TraceContext context = parsed("00-" + TRACE + "-" + SPAN + "-ff", "");

    assertThat(context.child(1, Sampling.SAMPLED).parent()).endsWith("-03");
    assertThat(context.child(1, Sampling.UNSAMPLED).parent()).endsWith("-02");
  }

  @Test
  void a_new_trace_is_valid_whatever_the_bits() {
    TraceContext zeros = TraceContext.root(0, 0, 0, Sampling.UNSAMPLED);
    TraceContext ones = TraceContext.root(-1, -1, -1, Sampling.SAMPLED);

    assertThat(TraceContext.parse(zeros.parent(), "")).isEqualTo(zeros);
    assertThat(ones.parent()).isEqualTo("00-" + "f".repeat(32) + "-" + "f".repeat(16) + "-01");
    assertThat(ones.isSameTrace(zeros)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=b", "a=b,c=d", " a=b , c=d ", "a=b,,c=d", "0tenant@vendor=1", "a/b*-_=x y!"})
  void valid_state_is_kept(String state) {
    assertThat(parsed(PARENT, state).state()).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "a", "a=", "=b", "A=b", "a=b=c", "a=\u00e9", "a=\u0001", "ä=b"})
  void state_that_is_not_valid_is_left_out(String state) {
    assertThat(parsed(PARENT, state).state()).isEmpty();
  }

  @Test
  void state_of_more_than_32_members_is_left_out() {
    String most =
        IntStream.range(0, 32).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));

    assertThat(parsed(PARENT, most).state()).isEqualTo(most);
    assertThat(parsed(PARENT, most + ",more=v").state()).isEmpty();
    assertThat(parsed(PARENT, "k".repeat(257) + "=v").state()).isEmpty();
    assertThat(parsed(PARENT, "k=" + "v".repeat(257)).state()).isEmpty();
  }
}
