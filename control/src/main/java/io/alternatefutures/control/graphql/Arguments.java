package io.alternatefutures.control.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Slug;
import io.alternatefutures.model.egress.EgressRules;
import io.alternatefutures.routing.InvalidRoutesException;
import io.alternatefutures.routing.Routes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One input object of a field, e.g. {@code data}. Missing, null and empty values are read alike,
 * except where a method says otherwise; what is not allowed throws {@link
 * ErrorCode#BAD_USER_INPUT}.
 */
final class Arguments {
  private static final int SHOWN_CHARACTERS = 100;

  private final Map<String, @Nullable Object> values;

  private Arguments(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /** The input object {@code name}; without values when it was not given. */
  static Arguments of(DataFetchingEnvironment environment, String name) {
    Map<String, @Nullable Object> values = environment.getArgument(name);
    return new Arguments(values == null ? Map.of() : values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  @Nullable String text(String name) {
    Object value = values.get(name);
    return value == null || value.toString().isEmpty() ? null : value.toString();
  }

  @Nullable String label(String name) {
    String text = text(name);
    if (text != null && text.length() > Limits.LABEL_CHARACTERS) {
      throw bad(
          name
              + " has "
              + text.length()
              + " characters; at most "
              + Limits.LABEL_CHARACTERS
              + " are allowed");
    }
    return text;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  @Nullable Instant instant(String name) {
    return (Instant) values.get(name);
  }

  /** Names in a list; empty when it was not given. */
  List<String> names(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  FunctionId functionId(String name) {
    FunctionId id = optional(name, FunctionId::new);
    if (id == null) {
      throw bad(name + " is missing: give the function's id");
    }
    return id;
  }

  ProjectId projectId(String name) {
    ProjectId id = optional(name, ProjectId::new);
    if (id == null) {
      throw bad(name + " is missing: give the project's id");
    }
    return id;
  }

  DomainName domain(String name) {
    DomainName domain = optional(name, DomainName::parse);
    if (domain == null) {
      throw bad(name + " is missing: give a full host name like www.example.org");
    }
    return domain;
  }

  @Nullable FunctionId optionalFunctionId(String name) {
    return optional(name, FunctionId::new);
  }

  @Nullable DeploymentId optionalDeploymentId(String name) {
    return optional(name, DeploymentId::new);
  }

  @Nullable Cid optionalCid(String name) {
    return optional(name, Cid::parse);
  }

  @Nullable Slug slug() {
    return given("slug") == null ? null : parse("slug", Slug::new);
  }

  /** A name that was given; an empty one is an error. */
  @Nullable FunctionName name() {
    return given("name") == null ? null : parse("name", FunctionName::new);
  }

  FunctionName requiredName() {
    FunctionName name = name();
    if (name == null) {
      throw bad("name is missing. A name has 1 to 63 letters, digits and dashes");
    }
    return name;
  }

  /** What an owner may set of the status. */
  @Nullable FunctionStatus status() {
    String text = text("status");
    if (text == null) {
      return null;
    }
    FunctionStatus status = FunctionStatus.valueOf(text);
    if (status != FunctionStatus.ACTIVE && status != FunctionStatus.INACTIVE) {
      throw bad(
          "status cannot be set to "
              + status
              + ". Set ACTIVE or INACTIVE; the runtime sets the others itself");
    }
    return status;
  }

  /** The source to deploy; an empty one is an error. */
  byte @Nullable [] sourceCode() {
    String text = given("sourceCode");
    if (text == null) {
      return null;
    }
    if (text.isBlank()) {
      throw bad("sourceCode is empty. Give the source of a module, or leave it out");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The route map; empty when it is to be removed, null when it was not given. */
  @Nullable Map<String, Object> routes() {
    if (!has("routes")) {
      return null;
    }
    Object value = values.get("routes");
    if (value == null) {
      return Map.of();
    }
    try {
      Routes.parse(value);
    } catch (InvalidRoutesException e) {
      throw new ControlException(ErrorCode.BAD_USER_INPUT, String.valueOf(e.getMessage()), e);
    }
    return stringKeys((Map<?, ?>) value);
  }

  /** The limits asked for; empty for the defaults, null when they were not given. */
  @Nullable Map<FunctionLimit, Integer> limits() {
    if (!has("limits")) {
      return null;
    }
    Object value = values.get("limits");
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw bad("limits must be an object of limits and whole numbers, e.g. {\"cpuMs\": 100}");
    }
    try {
      return FunctionLimit.parse(map);
    } catch (IllegalArgumentException e) {
      throw new ControlException(ErrorCode.BAD_USER_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  /** Rules for egress; none when null was given, null when they were not given. */
  @Nullable EgressRules egress() {
    if (!has("egress")) {
      return null;
    }
    try {
      return values.get("egress") instanceof Map<?, ?> map
          ? EgressRules.parse(map)
          : EgressRules.none();
    } catch (IllegalArgumentException e) {
      throw new ControlException(ErrorCode.BAD_USER_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  /** Values to bind to env; null when they were not given. */
  @Nullable Map<String, String> env(String name) {
    Object value = values.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw bad(name + " must be an object of names and string values");
    }
    Map<String, String> env = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getValue() instanceof String text)) {
        throw bad("env value \"" + entry.getKey() + "\" must be a string");
      }
      env.put(String.valueOf(entry.getKey()), text);
    }
    return env;
  }

  static ControlException bad(String message) {
    return new ControlException(ErrorCode.BAD_USER_INPUT, message);
  }

  /** A value that was given, even an empty one. */
  private @Nullable String given(String name) {
    Object value = values.get(name);
    return value == null ? null : value.toString();
  }

  private <T> @Nullable T optional(String name, Function<String, T> parser) {
    return text(name) == null ? null : parse(name, parser);
  }

  private <T> T parse(String name, Function<String, T> parser) {
    String text = String.valueOf(given(name));
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      if (text.length() > SHOWN_CHARACTERS) {
        reason = reason.replace(text, text.substring(0, SHOWN_CHARACTERS) + "…");
      }
      throw new ControlException(ErrorCode.BAD_USER_INPUT, reason, e);
    }
  }

  private static Map<String, Object> stringKeys(Map<?, ?> map) {
    Map<String, Object> result = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((key, value) -> result.put(String.valueOf(key), value));
    return result;
  }
}
