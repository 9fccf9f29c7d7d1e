package io.alternatefutures.control.access;

import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.egress.EgressRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A set of functions; its functions share a worker process and its tokens.
 *
 * @param ownerId the project whose tokens open this one too; null for one that its own open alone
 * @param egress what its functions and routes may reach
 */
public record Project(
    ProjectId id, String name, @Nullable ProjectId ownerId, Instant createdAt, EgressRules egress) {
  /** A project without rules for egress. */
  public Project(ProjectId id, String name, @Nullable ProjectId ownerId, Instant createdAt) {
    this(id, name, ownerId, createdAt, EgressRules.none());
  }

  /** A project that no other one owns. */
  public static Project root(ProjectId id, String name, Instant createdAt) {
    return new Project(id, name, null, createdAt);
  }

  /** The same project with other rules for egress. */
  public Project withEgress(EgressRules other) {
    return new Project(id, name, ownerId, createdAt, other);
  }

  /** Whether a token of {@code holder} opens this project. */
  public boolean isOpenTo(ProjectId holder) {
    return holder.equals(id) || holder.equals(ownerId);
  }
}
