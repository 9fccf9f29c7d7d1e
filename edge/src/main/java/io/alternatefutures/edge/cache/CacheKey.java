package io.alternatefutures.edge.cache;

import io.alternatefutures.model.FunctionId;
import java.util.Locale;

/**
 * What an answer is kept under.
 *
 * @param origin scheme, host and port the client asked for, in lower case
 * @param target path and query the client asked for
 */
public record CacheKey(FunctionId function, String origin, String target) {
  public CacheKey {
    origin = origin.toLowerCase(Locale.ROOT);
  }
}
