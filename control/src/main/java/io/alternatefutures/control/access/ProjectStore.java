package io.alternatefutures.control.access;

import io.alternatefutures.model.ProjectId;
import java.util.List;
import java.util.Optional;

/** Where projects and tokens are kept. Methods block. */
public interface ProjectStore {
  /** Adds a project with an identifier that is not in use. */
  void addProject(Project project);

  /** The project with this identifier. */
  Optional<Project> findProject(ProjectId id);

  /** All projects, the oldest first. */
  List<Project> listProjects();

  /** Adds a token of a project that exists. */
  void addToken(StoredToken token);

  /** The project that the token with this hash opens. */
  Optional<ProjectId> projectOf(TokenHash hash);

  /** Removes a token; false when there was none. */
  boolean removeToken(TokenHash hash);
}
