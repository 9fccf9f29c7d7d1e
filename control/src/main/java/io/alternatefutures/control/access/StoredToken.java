package io.alternatefutures.control.access;

import io.alternatefutures.model.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a token.
 *
 * @param label what its owner calls it, e.g. {@code local}
 * @param expiresAt when it ends; null for one that does not
 * @param lastUsedAt when it was last used, to the minute; null when it never was
 */
public record StoredToken(
    String id,
    ProjectId projectId,
    TokenHash hash,
    String label,
    TokenScope scope,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {

  /** Whether it had ended by {@code now}. */
  public boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }
}
