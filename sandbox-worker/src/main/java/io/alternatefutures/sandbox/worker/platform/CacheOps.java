package io.alternatefutures.sandbox.worker.platform;

import java.util.List;
import java.util.Map;

/** The Cache API's operations on the project's {@link CacheStore}. */
final class CacheOps {
  private CacheOps() {}

  static void register(Map<String, HostOps.Op> ops, CacheStore store) {
    ops.put(
        "cache.open",
        arguments -> {
          store.open(arguments.text(0));
          return null;
        });
    ops.put("cache.has", arguments -> store.has(arguments.text(0)));
    ops.put("cache.drop", arguments -> store.drop(arguments.text(0)));
    ops.put("cache.names", arguments -> lines(store.names()));
    ops.put(
        "cache.put",
        arguments -> {
          store.put(
              arguments.text(0),
              arguments.text(1),
              arguments.text(2),
              arguments.bytes(3),
              arguments.number(4));
          return null;
        });
    ops.put(
        "cache.find",
        arguments -> {
          String url = arguments.text(1);
          return lines(
              store.find(arguments.text(0), url.isEmpty() ? null : url, arguments.flag(2)).stream()
                  .map(entry -> entry.id() + "\n" + entry.head())
                  .toList());
        });
    ops.put("cache.body", arguments -> store.body(arguments.integer(0)));
    ops.put("cache.remove", arguments -> store.remove(arguments.integer(0)));
  }

  /** A line feed before each text, so that none and one empty one differ. */
  private static String lines(List<String> texts) {
    StringBuilder lines = new StringBuilder();
    for (String text : texts) {
      lines.append('\n').append(text);
    }
    return lines.toString();
  }
}
