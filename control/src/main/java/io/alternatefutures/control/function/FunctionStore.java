package io.alternatefutures.control.function;

import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where functions are kept. Names are unique within a project, slugs altogether. Each method is one
 * transaction; methods block, and throw {@link
 * io.alternatefutures.control.StoreUnavailableException} when the database does not answer.
 */
public interface FunctionStore {
  /** Adds a function of a project that exists. */
  FunctionWrite create(StoredFunction function);

  /**
   * Changes a function.
   *
   * @param now becomes its {@code updatedAt}
   */
  FunctionWrite update(ProjectId projectId, FunctionId id, FunctionEdit edit, Instant now);

  /** A function of the project. */
  Optional<StoredFunction> find(ProjectId projectId, FunctionId id);

  /** The function of the project that has this name. */
  Optional<StoredFunction> findByName(ProjectId projectId, FunctionName name);

  /** All functions of the project, the oldest first. */
  List<StoredFunction> list(ProjectId projectId);

  /** Removes a function with its deployments; false when it was not there. */
  boolean delete(ProjectId projectId, FunctionId id);
}
