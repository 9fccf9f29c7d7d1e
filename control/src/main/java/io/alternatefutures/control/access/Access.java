package io.alternatefutures.control.access;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.Randomness;
import io.alternatefutures.model.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks credentials and makes tokens. Safe for use by many threads; methods block. */
public final class Access {
  private static final Logger LOG = LoggerFactory.getLogger(Access.class);
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
    Optional<StoredToken> found = store.findToken(TokenHash.of(token));
    if (found.isEmpty()) {
      return new Authentication.Unknown();
    }
    StoredToken stored = found.get();
    Instant now = clock.instant();
    if (stored.expiresAt() != null && stored.isExpired(now)) {
      return new Authentication.Expired(stored.expiresAt());
    }
    noteUse(stored, now);
    if (project == null || project.isEmpty() || project.equals(stored.projectId().value())) {
      return new Authentication.Granted(stored.projectId(), stored.scope());
    }
    return opened(stored, project);
  }

  /**
   * A write for each call would be too much, and one that fails is no reason to refuse the call.
   */
  private void noteUse(StoredToken token, Instant now) {
    Instant last = token.lastUsedAt();
    if (last != null && now.isBefore(last.plus(Limits.TOKEN_USE_NOTED))) {
      return;
    }
    try {
      store.touchToken(token.id(), now.truncatedTo(ChronoUnit.MINUTES));
    } catch (RuntimeException e) {
      // The database is away, or its user may only read.
      LOG.debug("The use of token {} could not be noted", token.id(), e);
    }
  }

  /** A token opens the projects that its own one owns, too. */
  private Authentication opened(StoredToken token, String requested) {
    try {
      ProjectId id = new ProjectId(requested);
      if (store.findProject(id).filter(found -> found.isOpenTo(token.projectId())).isPresent()) {
        return new Authentication.Granted(id, token.scope());
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

  /** Makes a token of {@code projectId} without bounds; its caller is the only one who sees it. */
  public AccessToken issueToken(ProjectId projectId, String label) {
    return createToken(projectId, label, TokenScope.ADMIN, null).token();
  }

  /** A token that was just made, and what is kept of it. */
  public record IssuedToken(AccessToken token, StoredToken stored) {}

  /**
   * Makes a token of a project.
   *
   * @param expiresAt when it ends; null for never
   * @throws ControlException {@link ErrorCode#BAD_USER_INPUT} when it would have ended already,
   *     {@link ErrorCode#CONFLICT} when the project has too many
   */
  public IssuedToken createToken(
      ProjectId projectId, String label, TokenScope scope, @Nullable Instant expiresAt) {
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      throw new ControlException(
          ErrorCode.BAD_USER_INPUT,
          "expiresAt is " + expiresAt + ", which has passed. Give a time to come, or none");
    }
    if (store.listTokens(projectId).size() >= Limits.TOKENS) {
      throw new ControlException(
          ErrorCode.CONFLICT,
          "The project has " + Limits.TOKENS + " tokens already; revoke one first");
    }
    AccessToken token = AccessToken.generate(randomness);
    String id = "tok_" + randomness.letters(ID_LETTERS);
    StoredToken stored =
        new StoredToken(
            id, projectId, token.hash(), label, scope, clock.instant(), expiresAt, null);
    store.addToken(stored);
    return new IssuedToken(token, stored);
  }

  /** The tokens of a project, the oldest first. */
  public List<StoredToken> listTokens(ProjectId projectId) {
    return store.listTokens(projectId);
  }

  /**
   * Ends a token at once.
   *
   * @throws ControlException {@link ErrorCode#NOT_FOUND} when it is not one of the project's
   */
  public StoredToken revokeToken(ProjectId projectId, String id) {
    for (StoredToken token : store.listTokens(projectId)) {
      if (token.id().equals(id) && store.removeToken(projectId, id)) {
        return token;
      }
    }
    throw new ControlException(
        ErrorCode.NOT_FOUND,
        "Token \"" + id + "\" was not found among this project's. List them with afTokens");
  }

  /**
   * The credentials for this machine: those of {@code saved} while its token is good, else new ones
   * of the oldest project, which is made when there is none.
   *
   * @param saved what an earlier start wrote down; null when nothing was
   */
  public Credentials localCredentials(@Nullable Credentials saved) {
    if (saved != null) {
      Optional<StoredToken> found =
          store.findToken(saved.token().hash()).filter(token -> !token.isExpired(clock.instant()));
      if (found.isPresent()) {
        return new Credentials(found.get().projectId(), saved.token());
      }
    }
    List<Project> projects = store.listProjects();
    Project project = projects.isEmpty() ? createRoot() : projects.getFirst();
    return new Credentials(project.id(), issueToken(project.id(), "local"));
  }
}
