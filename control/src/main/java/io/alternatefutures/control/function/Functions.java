package io.alternatefutures.control.function;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.Randomness;
import io.alternatefutures.control.catalog.CatalogChanges;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.LimitRules;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Slug;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes, changes, lists and deletes functions. A change is served by this instance when its method
 * returns. Safe for use by many threads; methods block.
 */
public final class Functions {
  private static final int ID_LETTERS = 20;

  private final FunctionStore store;
  private final CatalogChanges changes;
  private final LimitRules limits;
  private final Randomness randomness;
  private final Clock clock;

  public Functions(
      FunctionStore store,
      CatalogChanges changes,
      LimitRules limits,
      Randomness randomness,
      Clock clock) {
    this.store = store;
    this.changes = changes;
    this.limits = limits;
    this.randomness = randomness;
    this.clock = clock;
  }

  /**
   * Makes a function.
   *
   * @throws ControlException {@link ErrorCode#CONFLICT} when its name or its given slug is taken,
   *     {@link ErrorCode#BAD_USER_INPUT} when a limit is over its cap
   */
  public StoredFunction create(ProjectId projectId, NewFunction request) {
    checkLimits(request.limits());
    Instant now = clock.instant();
    Slug given = request.slug();
    StoredFunction function =
        new StoredFunction(
            new FunctionId("fn_" + randomness.letters(ID_LETTERS)),
            projectId,
            request.name(),
            given == null ? Slugs.of(request.name()) : given,
            request.status(),
            request.routes(),
            request.limits(),
            request.siteId(),
            null,
            now,
            now);
    for (int attempt = 0; attempt < Limits.SLUG_ATTEMPTS; attempt++) {
      StoredFunction candidate =
          attempt == 0 ? function : function.withSlug(Slugs.withSuffix(request.name(), randomness));
      switch (changes.apply(candidate.id(), () -> store.create(candidate))) {
        case FunctionWrite.Written written -> {
          return written.function();
        }
        case FunctionWrite.NameTaken() -> throw nameTaken(request.name());
        case FunctionWrite.SlugTaken() -> {
          if (given != null) {
            throw slugTaken(given);
          }
        }
        case FunctionWrite.NoSuchFunction() ->
            throw new IllegalStateException("A new function cannot be missing");
      }
    }
    throw slugTaken(function.slug());
  }

  /**
   * Changes a function.
   *
   * @throws ControlException {@link ErrorCode#NOT_FOUND}, or {@link ErrorCode#CONFLICT} when the
   *     new name or slug is taken, or {@link ErrorCode#BAD_USER_INPUT} when a limit is over its
   *     cap; nothing is changed then
   */
  public StoredFunction update(ProjectId projectId, FunctionId id, FunctionEdit edit) {
    StoredFunction before = get(projectId, id);
    if (edit.isEmpty()) {
      return before;
    }
    checkLimits(edit.limits() == null ? Map.of() : edit.limits());
    FunctionWrite outcome =
        changes.apply(id, () -> store.update(projectId, id, edit, clock.instant()));
    return switch (outcome) {
      case FunctionWrite.Written written -> written.function();
      case FunctionWrite.NameTaken() ->
          throw nameTaken(edit.name() == null ? before.name() : edit.name());
      case FunctionWrite.SlugTaken() ->
          throw slugTaken(edit.slug() == null ? before.slug() : edit.slug());
      case FunctionWrite.NoSuchFunction() -> throw notFound(id);
    };
  }

  /**
   * Deletes a function with its deployments; content that was deployed stays.
   *
   * @return the function as it was
   * @throws ControlException {@link ErrorCode#NOT_FOUND}
   */
  public StoredFunction delete(ProjectId projectId, FunctionId id) {
    StoredFunction before = get(projectId, id);
    boolean deleted = changes.apply(id, () -> store.delete(projectId, id));
    if (!deleted) {
      throw notFound(id);
    }
    return before;
  }

  /**
   * A function of the project.
   *
   * @throws ControlException {@link ErrorCode#NOT_FOUND}
   */
  public StoredFunction get(ProjectId projectId, FunctionId id) {
    return store.find(projectId, id).orElseThrow(() -> notFound(id));
  }

  /** The function of the project that has this name. */
  public Optional<StoredFunction> findByName(ProjectId projectId, FunctionName name) {
    return store.findByName(projectId, name);
  }

  /** All functions of the project, the oldest first. */
  public List<StoredFunction> list(ProjectId projectId) {
    return store.list(projectId);
  }

  /** The error for a function that is not there. */
  public static ControlException notFound(FunctionId id) {
    return new ControlException(
        ErrorCode.NOT_FOUND,
        "Function \""
            + id
            + "\" was not found in this project. List its functions with afFunctions");
  }

  private void checkLimits(Map<FunctionLimit, Integer> wishes) {
    try {
      limits.check(wishes);
    } catch (IllegalArgumentException overCap) {
      throw new ControlException(
          ErrorCode.BAD_USER_INPUT, String.valueOf(overCap.getMessage()), overCap);
    }
  }

  private static ControlException nameTaken(FunctionName name) {
    return new ControlException(
        ErrorCode.CONFLICT,
        "A function named \""
            + name
            + "\" already exists in this project. Choose another name, or update that function");
  }

  private static ControlException slugTaken(Slug slug) {
    return new ControlException(
        ErrorCode.CONFLICT,
        "The slug \""
            + slug
            + "\" is already taken by another function. Choose another slug, or give none to have"
            + " one made from the name");
  }
}
