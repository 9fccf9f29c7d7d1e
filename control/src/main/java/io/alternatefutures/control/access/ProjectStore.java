package io.alternatefutures.control.access;

import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.egress.EgressRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where projects and tokens are kept. Methods block. */
public interface ProjectStore {
  /**
   * Adds a project with an identifier that is not in use.
   *
   * @return false, with nothing stored, when its owner has one of this name
   */
  boolean addProject(Project project);

  /**
   * Changes what a project may reach; a change of the catalogue.
   *
   * @return false when there is no such project
   */
  boolean setEgress(ProjectId id, EgressRules rules);

  /** Removes a project with everything that is its own; false when there was none. */
  boolean removeProject(ProjectId id);

  /** The project with this identifier. */
  Optional<Project> findProject(ProjectId id);

  /** All projects, the oldest first. */
  List<Project> listProjects();

  /** The project {@code holder} and those it owns, the oldest first. */
  List<Project> listOpenTo(ProjectId holder);

  /** Adds a token of a project that exists. */
  void addToken(StoredToken token);

  /** The token with this hash, also when it has expired. */
  Optional<StoredToken> findToken(TokenHash hash);

  /** The tokens of a project, the oldest first. */
  List<StoredToken> listTokens(ProjectId projectId);

  /** Notes that a token was used; nothing happens when it is gone. */
  void touchToken(String id, Instant usedAt);

  /** Removes a token of the project; false when there was none. */
  boolean removeToken(ProjectId projectId, String id);
}
