package io.alternatefutures.routing.policy;

import org.jspecify.annotations.Nullable;

/** What of a request decides which route it takes, apart from its path. */
public interface RequestFacts {
  /** The method, in its own case. */
  String method();

  /** The first value of a field; null when there is none. */
  @Nullable String header(String name);

  /** The query without {@code ?}; null when there is none. */
  @Nullable String query();
}
