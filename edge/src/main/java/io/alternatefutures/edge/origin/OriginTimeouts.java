package io.alternatefutures.edge.origin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long one request waits for its target; null for what holds for all.
 *
 * @param response until the response head, counted from the last part of the request that was sent
 * @param idle longest pause in the response body
 */
public record OriginTimeouts(@Nullable Duration response, @Nullable Duration idle) {
  /** What holds for all. */
  public static final OriginTimeouts USUAL = new OriginTimeouts(null, null);

  long responseNanos(long usual) {
    return response == null ? usual : response.toNanos();
  }

  long idleNanos(long usual) {
    return idle == null ? usual : idle.toNanos();
  }
}
