package io.alternatefutures.control.access;

import io.alternatefutures.model.ProjectId;
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

  /** The project that the token with this hash opens. */
  Optional<ProjectId> projectOf(TokenHash hash);

  /** Removes a token; false when there was none. */
  boolean removeToken(TokenHash hash);
}
