package io.alternatefutures.control.access;

import io.alternatefutures.control.Randomness;
import io.alternatefutures.model.ProjectId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks credentials and makes tokens. Safe for use by many threads; methods block. */
public final class Access {
  private static final String SCHEME = "Bearer ";
  private static final int ID_LETTERS = 20;

  private final ProjectStore store;
  private final Randomness randomness;
  private final Clock clock;

  public Access(ProjectStore store, Randomness randomness, Clock clock) {
    this.store = store;
    this.randomness = randomness;
    this.clock = clock;
  }

  /**
   * Who sends a request with these headers.
   *
   * @param authorization value of {@code Authorization} (RFC 6750 section 2.1); null when absent
   * @param project value of {@code X-Project-Id}; null or empty when absent
   */
  public Authentication authenticate(@Nullable String authorization, @Nullable String project) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || authorization.substring(SCHEME.length()).isBlank()) {
      return new Authentication.Missing();
    }
    String token = authorization.substring(SCHEME.length()).strip();
    Optional<ProjectId> granted = store.projectOf(TokenHash.of(token));
    if (granted.isEmpty()) {
      return new Authentication.Unknown();
    }
    ProjectId holder = granted.get();
    if (project == null || project.isEmpty() || project.equals(holder.value())) {
      return new Authentication.Granted(holder);
    }
    return opened(holder, project);
  }

  /** A token opens the projects that its own one owns, too. */
  private Authentication opened(ProjectId holder, String requested) {
    try {
      ProjectId id = new ProjectId(requested);
      if (store.findProject(id).filter(found -> found.isOpenTo(holder)).isPresent()) {
        return new Authentication.Granted(id);
      }
    } catch (IllegalArgumentException e) {
      // No project has such an identifier.
    }
    return new Authentication.OtherProject(requested);
  }

  private Project createRoot() {
    Project project =
        Project.root(
            new ProjectId("prj_" + randomness.letters(ID_LETTERS)), "default", clock.instant());
    store.addProject(project);
    return project;
  }

  /** Makes a token of {@code projectId}; the caller is the only one who ever sees it. */
  public AccessToken issueToken(ProjectId projectId, String label) {
    AccessToken token = AccessToken.generate(randomness);
    String id = "tok_" + randomness.letters(ID_LETTERS);
    store.addToken(new StoredToken(id, projectId, token.hash(), label, clock.instant()));
    return token;
  }

  /**
   * The credentials for this machine: those of {@code saved} while its token is good, else new ones
   * of the oldest project, which is made when there is none.
   *
   * @param saved what an earlier start wrote down; null when nothing was
   */
  public Credentials localCredentials(@Nullable Credentials saved) {
    if (saved != null) {
      Optional<ProjectId> granted = store.projectOf(saved.token().hash());
      if (granted.isPresent()) {
        return new Credentials(granted.get(), saved.token());
      }
    }
    List<Project> projects = store.listProjects();
    Project project = projects.isEmpty() ? createRoot() : projects.getFirst();
    return new Credentials(project.id(), issueToken(project.id(), "local"));
  }
}
