package io.alternatefutures.routing.policy;

/** How one of several targets is chosen. */
public sealed interface Strategy {
  /** One after the other, in proportion to their weights. */
  record RoundRobin() implements Strategy {}

  /** The one with the fewest requests under way for its weight. */
  record LeastRequests() implements Strategy {}

  /** Always the same one for the same value of a field, as long as it is in service. */
  record HashHeader(String name) implements Strategy {}

  /** Always the same one for the same value of a cookie, as long as it is in service. */
  record HashCookie(String name) implements Strategy {}

  /** Reads {@code strategy}. */
  static Strategy read(OptionReader options) {
    String text = options.text("strategy");
    if (text == null || text.equals("round-robin")) {
      return new RoundRobin();
    }
    if (text.equals("least-requests")) {
      return new LeastRequests();
    }
    String name = text.substring(text.indexOf(':') + 1);
    if (text.startsWith("header:") && Tokens.isToken(name)) {
      return new HashHeader(name);
    }
    if (text.startsWith("cookie:") && Tokens.isToken(name)) {
      return new HashCookie(name);
    }
    options.wrong(
        "strategy", "\"round-robin\", \"least-requests\", \"header:NAME\" or \"cookie:NAME\"");
    return new RoundRobin();
  }

  /** For people. */
  default String text() {
    return switch (this) {
      case RoundRobin _ -> "round-robin";
      case LeastRequests _ -> "least-requests";
      case HashHeader hash -> "by header " + hash.name();
      case HashCookie hash -> "by cookie " + hash.name();
    };
  }
}
