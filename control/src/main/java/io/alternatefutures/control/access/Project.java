package io.alternatefutures.control.access;

import io.alternatefutures.model.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A set of functions; its functions share a worker process and its tokens.
 *
 * @param ownerId the project whose tokens open this one too; null for one that its own open alone
 */
public record Project(ProjectId id, String name, @Nullable ProjectId ownerId, Instant createdAt) {
  /** A project that no other one owns. */
  public static Project root(ProjectId id, String name, Instant createdAt) {
    return new Project(id, name, null, createdAt);
  }

  /** Whether a token of {@code holder} opens this project. */
  public boolean isOpenTo(ProjectId holder) {
    return holder.equals(id) || holder.equals(ownerId);
  }
}
