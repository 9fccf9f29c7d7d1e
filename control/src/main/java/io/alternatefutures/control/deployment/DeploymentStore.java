package io.alternatefutures.control.deployment;

import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where deployments are kept. Each method is one transaction; methods block, and throw {@link
 * io.alternatefutures.control.StoreUnavailableException} when the database does not answer.
 */
public interface DeploymentStore {
  /**
   * Shows the function as {@code DEPLOYING} until {@link #activate}, {@link #fail} or {@code
   * until}. One that its owner made {@code INACTIVE} is shown as that.
   */
  void begin(FunctionId functionId, Instant until);

  /**
   * Adds a deployment and makes it what its function runs. A function that is not {@code INACTIVE}
   * becomes {@code ACTIVE}.
   *
   * @return false, with nothing stored, when the function is gone
   */
  boolean activate(Deployment deployment);

  /** Ends what {@link #begin} began. A function that runs nothing becomes {@code FAILED}. */
  void fail(FunctionId functionId);

  /** A deployment of the project. */
  Optional<Deployment> find(ProjectId projectId, DeploymentId id);

  /** The newest deployment of the function that has this content. */
  Optional<Deployment> findByCid(ProjectId projectId, FunctionId functionId, Cid cid);

  /** All deployments of the function, the newest first; none when it is not of the project. */
  List<Deployment> list(ProjectId projectId, FunctionId functionId);

  /** All deployments of all functions of the project, the newest first. */
  List<Deployment> listAll(ProjectId projectId);

  /** Whether a deployment of any project has this content or these assets. */
  boolean uses(Cid cid);
}
