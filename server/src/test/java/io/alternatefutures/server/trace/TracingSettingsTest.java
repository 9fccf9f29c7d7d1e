package io.alternatefutures.server.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.edge.trace.Sampler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TracingSettingsTest {
  private static TracingSettings settings(String... namesAndValues) {
    Map<String, String> variables = new HashMap<>();
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      variables.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return TracingSettings.of(variables::get).orElseThrow();
  }

  @Test
  void without_an_endpoint_nothing_is_traced() {
    assertThat(TracingSettings.of(_ -> null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"OTEL_SDK_DISABLED, true", "OTEL_TRACES_EXPORTER, none"})
  void tracing_can_be_turned_off(String name, String value) {
    Map<String, String> variables =
        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318", name, value);

    assertThat(TracingSettings.of(variables::get)).isEmpty();
  }

  @Test
  void defaults_are_those_of_the_specification() {
    TracingSettings settings = settings();

    assertThat(settings.endpoint()).hasToString("http://collector:4318/v1/traces");
    assertThat(settings.sampler()).isEqualTo(new Sampler(true, 1));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.delay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.resource()).containsEntry("service.name", "af-runtime");
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_ENDPOINT, https://c:1/base, https://c:1/base/v1/traces",
    "OTEL_EXPORTER_OTLP_ENDPOINT, https://c:1/base/, https://c:1/base/v1/traces",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, https://c:1/traces, https://c:1/traces"
  })
  void the_endpoint_for_traces_is_taken_as_it_is_the_other_as_a_base(
      String name, String value, String endpoint) {
    assertThat(settings(name, value).endpoint()).hasToString(endpoint);
  }

  @Test
  void the_name_of_the_service_wins_over_the_resource() {
    assertThat(
            settings("OTEL_RESOURCE_ATTRIBUTES", "service.name=a,team=b%20c,plus=1+1").resource())
        .containsEntry("service.name", "a")
        .containsEntry("team", "b c")
        .containsEntry("plus", "1+1");
    assertThat(
            settings("OTEL_RESOURCE_ATTRIBUTES", "service.name=a", "OTEL_SERVICE_NAME", "shop")
                .resource())
        .containsEntry("service.name", "shop");
  }

  @Test
  void headers_for_traces_win_over_those_for_all() {
    assertThat(
            settings(
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "a=1,authorization=Bearer%20x",
                    "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
                    "a=2")
                .headers())
        .isEqualTo(Map.of("a", "2", "authorization", "Bearer x"));
  }

  @ParameterizedTest
  @CsvSource({
    "always_on, false, 1",
    "always_off, false, 0",
    "traceidratio, false, 0.1",
    "parentbased_always_on, true, 1",
    "parentbased_always_off, true, 0",
    "parentbased_traceidratio, true, 0.1"
  })
  void samplers_are_those_of_the_specification(String name, boolean parentBased, double ratio) {
    assertThat(settings("OTEL_TRACES_SAMPLER", name, "OTEL_TRACES_SAMPLER_ARG", "0.1").sampler())
        .isEqualTo(new Sampler(parentBased, ratio));
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_ENDPOINT, collector:4318",
    "OTEL_EXPORTER_OTLP_ENDPOINT, ftp://collector",
    "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
    "OTEL_EXPORTER_OTLP_TIMEOUT, 0",
    "OTEL_EXPORTER_OTLP_HEADERS, nothing",
    "OTEL_TRACES_SAMPLER, sometimes"
  })
  void what_cannot_be_used_is_named(String name, String value) {
    assertThatThrownBy(() -> settings(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({"1.5", "-1", "half", "NaN"})
  void a_ratio_is_from_0_to_1(String ratio) {
    assertThatThrownBy(
            () -> settings("OTEL_TRACES_SAMPLER", "traceidratio", "OTEL_TRACES_SAMPLER_ARG", ratio))
        .hasMessageContaining("OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1");
  }
}
