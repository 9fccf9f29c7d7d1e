package io.alternatefutures.control.access;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.Randomness;
import io.alternatefutures.control.catalog.CatalogPublisher;
import io.alternatefutures.control.function.Functions;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.egress.EgressCaps;
import io.alternatefutures.model.egress.EgressRules;
import java.time.Clock;
import java.util.List;

/**
 * Makes, lists and deletes projects for the holder of a token. A holder sees its own project and
 * those it made, says what these may reach, and deletes only the latter. Safe for use by many
 * threads; methods block.
 */
public final class Projects {
  private static final int ID_LETTERS = 20;

  private final ProjectStore store;
  private final Functions functions;
  private final CatalogPublisher publisher;
  private final EgressCaps caps;
  private final Randomness randomness;
  private final Clock clock;

  /**
   * @param caps the most that projects may let themselves use of the network
   */
  public Projects(
      ProjectStore store,
      Functions functions,
      CatalogPublisher publisher,
      EgressCaps caps,
      Randomness randomness,
      Clock clock) {
    this.store = store;
    this.functions = functions;
    this.publisher = publisher;
    this.caps = caps;
    this.randomness = randomness;
    this.clock = clock;
  }

  /**
   * Makes a project that {@code holder} owns.
   *
   * @throws ControlException {@link ErrorCode#BAD_USER_INPUT} for a name that cannot be one, {@link
   *     ErrorCode#CONFLICT} when the holder has one of this name or too many
   */
  public Project create(ProjectId holder, String name) {
    requireName(name);
    if (list(holder).size() > Limits.PROJECTS_OWNED) {
      throw new ControlException(
          ErrorCode.CONFLICT,
          "This project owns " + Limits.PROJECTS_OWNED + " projects already; delete one first");
    }
    Project project =
        new Project(
            new ProjectId("prj_" + randomness.letters(ID_LETTERS)), name, holder, clock.instant());
    if (!store.addProject(project)) {
      throw new ControlException(
          ErrorCode.CONFLICT,
          "A project named \"" + name + "\" already exists. Choose another name");
    }
    return project;
  }

  /** The holder's own project and those it owns, the oldest first. */
  public List<Project> list(ProjectId holder) {
    return store.listOpenTo(holder);
  }

  /**
   * Deletes a project that {@code holder} owns, with its functions and tokens.
   *
   * @return the project as it was
   * @throws ControlException {@link ErrorCode#NOT_FOUND}, or {@link ErrorCode#CONFLICT} when it is
   *     the holder's own or owns others
   */
  public Project delete(ProjectId holder, ProjectId id) {
    Project project = find(holder, id);
    if (id.equals(holder)) {
      throw new ControlException(
          ErrorCode.CONFLICT,
          "A project cannot be deleted with its own token. Delete it with a token of its owner");
    }
    if (list(id).size() > 1) {
      throw new ControlException(
          ErrorCode.CONFLICT,
          "Project \"" + project.name() + "\" owns other projects. Delete those first");
    }
    for (StoredFunction function : functions.list(id)) {
      functions.delete(id, function.id());
    }
    if (!store.removeProject(id)) {
      throw notFound(id);
    }
    return project;
  }

  /**
   * Changes what a project that {@code holder} opens may reach, and returns when this instance goes
   * by it.
   *
   * @throws ControlException {@link ErrorCode#NOT_FOUND}, or {@link ErrorCode#BAD_USER_INPUT} when
   *     it asks for more than the operator allows
   */
  public Project setEgress(ProjectId holder, ProjectId id, EgressRules rules) {
    Project project = find(holder, id);
    try {
      caps.check(rules);
    } catch (IllegalArgumentException e) {
      throw new ControlException(ErrorCode.BAD_USER_INPUT, String.valueOf(e.getMessage()), e);
    }
    if (!store.setEgress(id, rules)) {
      throw notFound(id);
    }
    functions.list(id).forEach(function -> publisher.refresh(function.id()));
    return project.withEgress(rules);
  }

  private Project find(ProjectId holder, ProjectId id) {
    return store
        .findProject(id)
        .filter(found -> found.isOpenTo(holder))
        .orElseThrow(() -> notFound(id));
  }

  private static void requireName(String name) {
    boolean valid = !name.isEmpty() && name.length() <= Limits.PROJECT_NAME_CHARACTERS;
    for (int i = 0; valid && i < name.length(); i++) {
      char c = name.charAt(i);
      valid = c == '-' || (c < 128 && Character.isLetterOrDigit(c));
    }
    if (!valid) {
      throw new ControlException(
          ErrorCode.BAD_USER_INPUT,
          "Invalid project name. A name has 1 to "
              + Limits.PROJECT_NAME_CHARACTERS
              + " letters, digits and dashes");
    }
  }

  private static ControlException notFound(ProjectId id) {
    return new ControlException(
        ErrorCode.NOT_FOUND,
        "Project \"" + id + "\" was not found among this token's. List them with afProjects");
  }
}
