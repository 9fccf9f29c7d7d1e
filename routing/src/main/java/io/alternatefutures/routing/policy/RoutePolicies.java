package io.alternatefutures.routing.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route does to the requests it takes, apart from where they go; null for what it leaves
 * alone.
 *
 * @param request changes to the request
 * @param response changes to the answer
 * @param timeout longest wait for a target's response head
 * @param idleTimeout longest pause in a target's response
 * @param onError what answers when no target does
 */
public record RoutePolicies(
    HeaderEdits request,
    HeaderEdits response,
    @Nullable Duration timeout,
    @Nullable Duration idleTimeout,
    @Nullable Retries retries,
    @Nullable CircuitBreaker circuitBreaker,
    @Nullable HealthCheck healthCheck,
    @Nullable RateLimit rateLimit,
    @Nullable Auth auth,
    @Nullable Cors cors,
    @Nullable CacheRule cache,
    OnError onError) {
  /** Nothing beyond matching and forwarding. */
  public static final RoutePolicies NONE =
      new RoutePolicies(
          HeaderEdits.NONE,
          HeaderEdits.NONE,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          OnError.ANSWER);

  /** Who answers when no target does. */
  public enum OnError {
    /** The edge, with its error. */
    ANSWER,
    /** The function's code. */
    FUNCTION
  }

  /** Names of the options that make sense with a target only. */
  public static final List<String> FOR_TARGETS =
      List.of(
          "timeout", "idleTimeout", "retries", "circuitBreaker", "healthCheck", "cache", "onError");

  /** Reads all of them. */
  public static RoutePolicies read(OptionReader options) {
    OptionReader set = edits(options, "setHeaders");
    OptionReader remove = edits(options, "removeHeaders");
    HeaderEdits request = HeaderEdits.read(set, remove, "request");
    HeaderEdits response = HeaderEdits.read(set, remove, "response");
    set.finish();
    remove.finish();
    return new RoutePolicies(
        request,
        response,
        options.duration("timeout", Duration.ofMillis(1), Duration.ofHours(1)),
        options.duration("idleTimeout", Duration.ofMillis(100), Duration.ofDays(1)),
        Retries.read(options),
        CircuitBreaker.read(options),
        HealthCheck.read(options),
        RateLimit.read(options),
        Auth.read(options),
        Cors.read(options),
        CacheRule.read(options),
        onError(options));
  }

  private static OptionReader edits(OptionReader options, String name) {
    OptionReader given = options.object(name);
    return given == null
        ? new OptionReader(options.pathOf(name), Map.of(), options.problems())
        : given;
  }

  private static OnError onError(OptionReader options) {
    String text = options.text("onError");
    if (text != null && !text.equals("function")) {
      options.wrong("onError", "\"function\"");
    }
    return text == null ? OnError.ANSWER : OnError.FUNCTION;
  }

  /** What is done with a request, in the order it is done, for people. */
  public List<String> steps() {
    List<String> steps = new ArrayList<>();
    add(steps, "cors", cors == null ? null : cors.text());
    add(steps, "rate limit", rateLimit == null ? null : rateLimit.text());
    add(steps, "auth", auth == null ? null : auth.text());
    add(steps, "cache", cache == null ? null : cache.text());
    add(steps, "request fields", request.isEmpty() ? null : request.text().strip());
    add(steps, "circuit breaker", circuitBreaker == null ? null : circuitBreaker.text());
    add(steps, "health check", healthCheck == null ? null : healthCheck.text());
    add(steps, "retries", retries == null ? null : retries.text());
    add(steps, "timeout", timeout == null ? null : Durations.text(timeout));
    add(steps, "idle timeout", idleTimeout == null ? null : Durations.text(idleTimeout));
    add(steps, "on error", onError == OnError.FUNCTION ? "the function's code answers" : null);
    add(steps, "response fields", response.isEmpty() ? null : response.text().strip());
    return steps;
  }

  private static void add(List<String> steps, String name, @Nullable String text) {
    if (text != null) {
      steps.add(name + ": " + text);
    }
  }
}
