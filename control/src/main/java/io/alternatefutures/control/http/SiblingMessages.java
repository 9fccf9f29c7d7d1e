package io.alternatefutures.control.http;

import io.alternatefutures.control.observe.FunctionLoad;
import io.alternatefutures.control.observe.InstanceStatus;
import io.alternatefutures.control.observe.LogLine;
import io.alternatefutures.control.observe.LogQuery;
import io.alternatefutures.model.FunctionId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What instances tell each other, as targets and JSON. */
final class SiblingMessages {
  static final String STATUS = "/siblings/status";
  static final String LOGS = "/siblings/logs/";

  private SiblingMessages() {}

  /** The target of a question for log lines; {@link #query} reads it. */
  static String logsTarget(FunctionId function, LogQuery query) {
    StringBuilder target = new StringBuilder(LOGS).append(function).append("?limit=");
    target.append(query.limit());
    append(target, "since", query.since() == null ? null : query.since().toString());
    append(target, "level", query.level());
    append(target, "requestId", query.requestId());
    return target.toString();
  }

  private static void append(StringBuilder target, String name, @Nullable String value) {
    if (value != null) {
      target
          .append('&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  /**
   * @param parameter gives a parameter of the target's query; null when it is not there
   * @throws RuntimeException when they are not those of {@link #logsTarget}
   */
  static LogQuery query(Function<String, @Nullable String> parameter) {
    String since = parameter.apply("since");
    return new LogQuery(
        Integer.parseInt(String.valueOf(parameter.apply("limit"))),
        since == null ? null : Instant.parse(since),
        parameter.apply("level"),
        parameter.apply("requestId"));
  }

  static Map<String, Object> lines(List<LogLine> lines) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (LogLine line : lines) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("time", line.time().toString());
      object.put("level", line.level());
      object.put("message", line.message());
      put(object, "requestId", line.requestId());
      put(object, "traceId", line.traceId());
      objects.add(object);
    }
    return Map.of("lines", objects);
  }

  static List<LogLine> lines(Map<String, @Nullable Object> message) {
    return list(message.get("lines")).stream()
        .map(Map.class::cast)
        .map(line ->
            new LogLine(
                Instant.parse(text(line, "time")),
                text(line, "level"),
                text(line, "message"),
                optional(line, "requestId"),
                optional(line, "traceId")))
        .toList();
  }

  static Map<String, Object> status(InstanceStatus status) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", status.name());
    put(object, "version", status.version());
    put(object, "role", status.role());
    put(object, "startedAt", status.startedAt() == null ? null : status.startedAt().toString());
    object.put("state", status.state().name());
    object.put("reasons", status.reasons());
    object.put("layers", status.layers());
    object.put("workers", status.workers());
    object.put("workerBytes", status.workerBytes());
    Map<String, Object> functions = new LinkedHashMap<>();
    status
        .functions()
        .forEach((slug, load) ->
            functions.put(slug, List.of(load.requests(), load.errors(), load.cpuSeconds())));
    object.put("functions", functions);
    return object;
  }

  static InstanceStatus status(Map<String, @Nullable Object> message) {
    Map<String, FunctionLoad> functions = new LinkedHashMap<>();
    if (message.get("functions") instanceof Map<?, ?> loads) {
      loads.forEach((slug, load) -> functions.put(String.valueOf(slug), load(list(load))));
    }
    String startedAt = optional(message, "startedAt");
    return new InstanceStatus(
        text(message, "name"),
        optional(message, "version"),
        optional(message, "role"),
        startedAt == null ? null : Instant.parse(startedAt),
        InstanceStatus.State.valueOf(text(message, "state")),
        list(message.get("reasons")).stream().map(String::valueOf).toList(),
        list(message.get("layers")).stream().map(String::valueOf).toList(),
        number(message.get("workers")).intValue(),
        number(message.get("workerBytes")).longValue(),
        functions);
  }

  private static FunctionLoad load(List<?> numbers) {
    return new FunctionLoad(
        number(numbers.get(0)).longValue(),
        number(numbers.get(1)).longValue(),
        number(numbers.get(2)).doubleValue());
  }

  private static void put(Map<String, Object> object, String name, @Nullable Object value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  private static String text(Map<?, ?> object, String name) {
    return String.valueOf(object.get(name));
  }

  private static @Nullable String optional(Map<?, ?> object, String name) {
    Object value = object.get(name);
    return value == null ? null : value.toString();
  }

  private static Number number(@Nullable Object value) {
    return value instanceof Number number ? number : 0;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
