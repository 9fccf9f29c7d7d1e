package io.alternatefutures.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a function's route map, as its owner wrote it.
 *
 * @param pattern path pattern, starting with {@code /}
 * @param target absolute {@code http} or {@code https} URL; of a route with options the one that
 *     they name, empty when they name none or several
 * @param options the JSON object in the place of a target; empty for a plain route. May hold
 *     secrets, so it is in no text
 */
public record Route(String pattern, String target, Map<String, ?> options) {
  public Route {
    options = frozen(options);
  }

  /** A plain route. */
  public Route(String pattern, String target) {
    this(pattern, target, Map.of());
  }

  /**
   * A route with options.
   *
   * @param options a JSON object as a parser makes it
   */
  public static Route of(String pattern, Map<?, ?> options) {
    String target = options.get("target") instanceof String url ? url : "";
    Map<String, Object> texts = new LinkedHashMap<>();
    options.forEach((name, value) -> texts.put(String.valueOf(name), value));
    return new Route(pattern, target, texts);
  }

  private static Map<String, ?> frozen(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, value) -> copy.put(String.valueOf(name), frozen(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object frozen(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> frozen(map);
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(frozen(item)));
        yield Collections.unmodifiableList(copy);
      }
      case null -> null;
      default -> value;
    };
  }

  @Override
  public String toString() {
    return "Route[" + pattern + " → " + (options.isEmpty() ? target : "options") + "]";
  }
}
