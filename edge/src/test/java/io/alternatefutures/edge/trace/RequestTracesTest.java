package io.alternatefutures.edge.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.trace.TraceContext;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestTracesTest {
  private static final String GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";

  private static RequestTraces traces(Tracing tracing) {
    return new RequestTraces(tracing, new SplittableRandom(1));
  }

  private static RequestTraces sampling(Sampler sampler) {
    return traces(new Tracing(sampler, _ -> {}));
  }

  private static HttpHeaders given(String flags) {
    return new DefaultHttpHeaders().add("traceparent", GIVEN + flags).add("tracestate", "a=b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "01"})
  void with_tracing_off_a_valid_trace_is_passed_on_untouched(String flags) {
    HttpHeaders headers = given(flags);
    RequestTrace trace = traces(Tracing.off()).of(headers);

    assertThat(headers.get("traceparent")).isEqualTo(GIVEN + flags);
    assertThat(headers.get("tracestate")).isEqualTo("a=b");
    assertThat(trace.recording()).isNull();
    assertThat(trace.passOn("proxy", headers)).isSameAs(trace.context());
  }

  @Test
  void with_tracing_off_a_request_without_a_trace_gets_an_unsampled_one() {
    HttpHeaders headers = new DefaultHttpHeaders().add("tracestate", "a=b");
    RequestTrace trace = traces(Tracing.off()).of(headers);

    assertThat(headers.get("traceparent")).isEqualTo(trace.context().parent()).endsWith("-00");
    assertThat(TraceContext.parse(trace.context().parent(), "")).isEqualTo(trace.context());
    assertThat(headers.contains("tracestate")).isFalse();
  }

  @Test
  void two_traces_in_one_request_are_none() {
    HttpHeaders headers = given("01").add("traceparent", GIVEN + "01");
    RequestTrace trace = traces(Tracing.off()).of(headers);

    assertThat(headers.getAll("traceparent")).containsExactly(trace.context().parent());
    assertThat(trace.context().traceId()).isNotEqualTo(GIVEN.substring(3, 35));
    assertThat(headers.contains("tracestate")).isFalse();
  }

  @Test
  void state_in_several_fields_is_one_list() {
    HttpHeaders headers = given("01").add("tracestate", "c=d");

    assertThat(traces(Tracing.off()).of(headers).context().state()).isEqualTo("a=b,c=d");
  }

  @Test
  void state_that_is_not_valid_is_taken_out() {
    HttpHeaders headers = given("01").set("tracestate", "NO");
    traces(Tracing.off()).of(headers);

    assertThat(headers.get("traceparent")).isEqualTo(GIVEN + "01");
    assertThat(headers.contains("tracestate")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 1, 01, true",
    "true, 1, 00, false",
    "true, 0, 01, true",
    "false, 1, 00, true",
    "false, 0, 01, false"
  })
  void the_sampler_decides(boolean parentBased, double ratio, String flags, boolean recorded) {
    HttpHeaders headers = given(flags);
    RequestTrace trace = sampling(new Sampler(parentBased, ratio)).of(headers);

    assertThat(trace.recording() != null).isEqualTo(recorded);
    assertThat(trace.context().isSampled()).isEqualTo(recorded);
    assertThat(trace.context().traceId()).isEqualTo(GIVEN.substring(3, 35));
    assertThat(trace.context().spanId()).isNotEqualTo(GIVEN.substring(36, 52));
    assertThat(headers.get("traceparent")).isEqualTo(trace.context().parent());
  }

  @Test
  void a_ratio_takes_its_share_of_new_traces() {
    RequestTraces traces = sampling(new Sampler(true, 0.25));
    long recorded =
        IntStream.range(0, 10_000)
            .filter(_ -> traces.of(new DefaultHttpHeaders()).recording() != null)
            .count();

    assertThat(recorded).isBetween(2_300L, 2_700L);
  }

  @Test
  void who_answers_is_named_by_a_span_of_its_own() {
    HttpHeaders headers = given("01");
    RequestTrace trace = sampling(new Sampler(true, 1)).of(headers);
    TraceContext hop = trace.passOn("proxy", headers);
    RequestTrace.Recording recording = Objects.requireNonNull(trace.recording());

    assertThat(headers.get("traceparent")).isEqualTo(hop.parent());
    assertThat(hop.isSameTrace(trace.context())).isTrue();
    assertThat(hop.spanId()).isNotEqualTo(trace.context().spanId());
    assertThat(recording.parentId()).isEqualTo(GIVEN.substring(36, 52));
    assertThat(recording.hops())
        .singleElement()
        .satisfies(known -> assertThat(known.context()).isEqualTo(hop));
  }
}
