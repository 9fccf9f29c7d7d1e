package io.alternatefutures.server.trace;

import io.alternatefutures.edge.trace.Sampler;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where spans are sent, and which, by the variables of the OpenTelemetry specification
 * ("Environment Variable Specification", "OpenTelemetry Protocol Exporter").
 *
 * @param endpoint that batches are posted to
 * @param headers fields sent along, such as {@code Authorization}
 * @param timeout of one attempt
 * @param resource attributes of this program; {@code service.name} among them
 * @param delay longest time that a span waits for others to be sent with
 */
public record TracingSettings(
    URI endpoint,
    Map<String, String> headers,
    Duration timeout,
    Map<String, String> resource,
    Sampler sampler,
    Duration delay) {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  private static final String SAMPLER = "OTEL_TRACES_SAMPLER";
  private static final String SAMPLER_ARG = "OTEL_TRACES_SAMPLER_ARG";
  private static final String SERVICE = "af-runtime";

  public TracingSettings {
    headers = Map.copyOf(headers);
    resource = Map.copyOf(resource);
  }

  /**
   * What the environment says.
   *
   * @param variable gives a variable's value; null when it is not set
   * @return empty when nothing is to be traced: no endpoint is named
   * @throws IllegalArgumentException naming the variable that cannot be used, and why
   */
  public static Optional<TracingSettings> of(Function<String, @Nullable String> variable) {
    Variables variables = new Variables(variable);
    String endpoint = variables.text(TRACES_ENDPOINT, variables.text(ENDPOINT, ""));
    if (endpoint.isEmpty()
        || variables.text("OTEL_SDK_DISABLED", "").equalsIgnoreCase("true")
        || variables.text("OTEL_TRACES_EXPORTER", "otlp").equals("none")) {
      return Optional.empty();
    }
    String protocol = variables.forTraces("PROTOCOL", "http/json");
    if (!protocol.startsWith("http/")) {
      throw new IllegalArgumentException(
          "OTEL_EXPORTER_OTLP_PROTOCOL is \""
              + protocol
              + "\", but spans are sent over HTTP only: leave it out, and name the collector's port"
              + " for HTTP (4318)");
    }
    boolean isWhole = !variables.text(TRACES_ENDPOINT, "").isEmpty();
    Map<String, String> resource = new LinkedHashMap<>();
    resource.put("service.name", SERVICE);
    resource.putAll(variables.pairs("OTEL_RESOURCE_ATTRIBUTES"));
    resource.put("service.name", variables.text("OTEL_SERVICE_NAME", resource.get("service.name")));
    Map<String, String> headers =
        new LinkedHashMap<>(variables.pairs("OTEL_EXPORTER_OTLP_HEADERS"));
    headers.putAll(variables.pairs("OTEL_EXPORTER_OTLP_TRACES_HEADERS"));
    return Optional.of(
        new TracingSettings(
            isWhole ? url(TRACES_ENDPOINT, endpoint, "") : url(ENDPOINT, endpoint, "v1/traces"),
            headers,
            variables.millis("OTEL_EXPORTER_OTLP_TIMEOUT", 10_000),
            resource,
            sampler(variables.text(SAMPLER, "parentbased_always_on"), variables),
            variables.millis("OTEL_BSP_SCHEDULE_DELAY", 5_000)));
  }

  private static URI url(String name, String text, String below) {
    try {
      URI base = URI.create(text);
      boolean isHttp = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
      if (isHttp && base.getHost() != null) {
        return below.isEmpty() || text.endsWith("/")
            ? URI.create(text + below)
            : URI.create(text + "/" + below);
      }
    } catch (IllegalArgumentException e) {
      // Said below, as what is no URL for HTTP.
    }
    throw new IllegalArgumentException(
        name + " must be an http or https URL such as http://localhost:4318");
  }

  private static Sampler sampler(String name, Variables variables) {
    return switch (name) {
      case "always_on" -> new Sampler(false, 1);
      case "always_off" -> new Sampler(false, 0);
      case "traceidratio" -> new Sampler(false, variables.ratio(SAMPLER_ARG));
      case "parentbased_always_on" -> new Sampler(true, 1);
      case "parentbased_always_off" -> new Sampler(true, 0);
      case "parentbased_traceidratio" -> new Sampler(true, variables.ratio(SAMPLER_ARG));
      default ->
          throw new IllegalArgumentException(
              SAMPLER
                  + " is \""
                  + name
                  + "\"; it must be always_on, always_off, traceidratio, parentbased_always_on,"
                  + " parentbased_always_off or parentbased_traceidratio");
    };
  }

  /** Variables with their types. */
  private record Variables(Function<String, @Nullable String> source) {
    String text(String name, @Nullable String otherwise) {
      String value = source.apply(name);
      return value == null || value.isBlank() ? String.valueOf(otherwise) : value.strip();
    }

    /** The one for traces, else the one for all that is observed. */
    String forTraces(String name, String otherwise) {
      return text(
          "OTEL_EXPORTER_OTLP_TRACES_" + name, text("OTEL_EXPORTER_OTLP_" + name, otherwise));
    }

    Duration millis(String name, long otherwise) {
      String text = text(name, Long.toString(otherwise));
      try {
        long millis = Long.parseLong(text);
        if (millis > 0) {
          return Duration.ofMillis(millis);
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw new IllegalArgumentException(
          name + " must be a number of milliseconds, at least 1, but is \"" + text + "\"");
    }

    double ratio(String name) {
      String text = text(name, "1");
      try {
        double ratio = Double.parseDouble(text);
        if (ratio >= 0 && ratio <= 1) {
          return ratio;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw new IllegalArgumentException(
          name + " must be a number from 0 to 1, but is \"" + text + "\"");
    }

    /** Names and percent-encoded values. */
    Map<String, String> pairs(String name) {
      Map<String, String> pairs = new LinkedHashMap<>();
      for (String pair : text(name, "").split(",", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          String value = pair.substring(equals + 1).strip().replace("+", "%2B");
          pairs.put(
              pair.substring(0, equals).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
        } else if (!pair.isBlank()) {
          throw new IllegalArgumentException(
              name + " must be a list name=value,name=value with percent-encoded values");
        }
      }
      return pairs;
    }
  }
}
