package io.alternatefutures.control.deployment;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.Locks;
import io.alternatefutures.control.Randomness;
import io.alternatefutures.control.catalog.CatalogChanges;
import io.alternatefutures.control.content.ContentLibrary;
import io.alternatefutures.control.content.ContentPins;
import io.alternatefutures.control.function.Functions;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys content to functions. Deployments of one function happen one after the other. Safe for
 * use by many threads; methods block.
 */
public final class Deployments {
  private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);
  private static final int ID_LETTERS = 20;

  private final Functions functions;
  private final DeploymentStore store;
  private final ContentLibrary content;
  private final ContentPins pins;
  private final ModuleChecker checker;
  private final CatalogChanges changes;
  private final Randomness randomness;
  private final Clock clock;
  private final Locks locks = new Locks();

  public Deployments(
      Functions functions,
      DeploymentStore store,
      ContentLibrary content,
      ContentPins pins,
      ModuleChecker checker,
      CatalogChanges changes,
      Randomness randomness,
      Clock clock) {
    this.functions = functions;
    this.store = store;
    this.content = content;
    this.pins = pins;
    this.checker = checker;
    this.changes = changes;
    this.randomness = randomness;
    this.clock = clock;
  }

  /**
   * Fetches the content when it is missing, compiles it in a sandbox and puts it on the air;
   * returns when this instance serves it.
   *
   * @throws ControlException {@link ErrorCode#DEPLOYMENT_FAILED} and others; the version deployed
   *     before keeps running then
   */
  public Deployment deploy(ProjectId projectId, FunctionId functionId, DeploymentRequest request) {
    functions.get(projectId, functionId);
    List<Cid> cids = new ArrayList<>(List.of(request.cid()));
    if (request.assetsCid() != null) {
      cids.add(request.assetsCid());
    }
    return locks.with(
        functionId,
        () -> pins.pinned(cids, () -> deployPinned(projectId, functionId, request, cids)));
  }

  private Deployment deployPinned(
      ProjectId projectId, FunctionId functionId, DeploymentRequest request, List<Cid> cids) {
    store.begin(functionId, clock.instant().plus(Limits.DEPLOYMENT_LEASE));
    boolean done = false;
    try {
      StoredFunction function = functions.get(projectId, functionId);
      for (Cid cid : cids) {
        content.ensure(cid);
      }
      Map<String, String> env = request.env() == null ? env(projectId, function) : request.env();
      check(projectId, content.read(request.cid(), Limits.SOURCE_BYTES), env, function);
      Deployment deployment = deployment(function, request, env);
      if (!changes.apply(functionId, () -> store.activate(deployment))) {
        throw Functions.notFound(functionId);
      }
      done = true;
      return deployment;
    } finally {
      if (!done) {
        fail(functionId);
      }
    }
  }

  private Deployment deployment(
      StoredFunction function, DeploymentRequest request, Map<String, String> env) {
    Instant now = clock.instant();
    return new Deployment(
        new DeploymentId("dep_" + randomness.letters(ID_LETTERS)),
        function.id(),
        request.cid(),
        request.assetsCid(),
        request.blake3Hash(),
        request.sgx(),
        env,
        now,
        now);
  }

  /** What the function runs with. */
  private Map<String, String> env(ProjectId projectId, StoredFunction function) {
    return current(projectId, function).map(Deployment::env).orElse(Map.of());
  }

  /** The first failure is what its caller must learn of; one while recording it is only logged. */
  private void fail(FunctionId functionId) {
    try {
      changes.apply(
          functionId,
          () -> {
            store.fail(functionId);
            return functionId;
          });
    } catch (RuntimeException e) {
      LOG.warn("The failed deployment of function {} could not be recorded", functionId, e);
    }
  }

  /**
   * Compiles {@code source} and keeps it as content, ready to be deployed.
   *
   * @param function what it is for; null when that is still to be made
   * @throws ControlException {@link ErrorCode#DEPLOYMENT_FAILED} and others; nothing is kept then
   */
  public Cid prepare(ProjectId projectId, byte[] source, @Nullable StoredFunction function) {
    if (source.length > Limits.SOURCE_BYTES) {
      throw new ControlException(
          ErrorCode.BAD_USER_INPUT,
          "sourceCode has "
              + source.length
              + " bytes; at most "
              + Limits.SOURCE_BYTES
              + " can be deployed");
    }
    Map<String, String> env = function == null ? Map.of() : env(projectId, function);
    check(projectId, source, env, function);
    return content.add(source);
  }

  private void check(
      ProjectId projectId,
      byte[] source,
      Map<String, String> env,
      @Nullable StoredFunction function) {
    switch (checker.check(projectId, source, env)) {
      case ModuleChecker.Valid valid -> LOG.debug("The module's handler is {}", valid.handler());
      case ModuleChecker.Invalid invalid -> throw failed(invalid, function);
      case ModuleChecker.Unavailable unavailable ->
          throw new ControlException(
              ErrorCode.SANDBOX_UNAVAILABLE,
              "The module could not be checked: "
                  + unavailable.reason()
                  + ". Nothing was deployed; try again");
    }
  }

  private static DeploymentFailedException failed(
      ModuleChecker.Invalid invalid, @Nullable StoredFunction function) {
    StringBuilder message = new StringBuilder("Deployment failed: ").append(invalid.message());
    if (invalid.line() > 0) {
      message.append(" (line ").append(invalid.line());
      message.append(", column ").append(invalid.column()).append(')');
    }
    if (function != null && function.currentDeploymentId() != null) {
      message.append(". The version deployed before keeps running");
    } else {
      message.append(". Nothing was deployed");
    }
    return new DeploymentFailedException(message.toString(), invalid.line(), invalid.column());
  }

  /**
   * Deploys again what an earlier deployment had: its content, assets and env.
   *
   * @throws ControlException {@link ErrorCode#NOT_FOUND} when it is not one of the function's
   */
  public Deployment rollback(ProjectId projectId, FunctionId functionId, DeploymentId earlier) {
    functions.get(projectId, functionId);
    Deployment target =
        store
            .find(projectId, earlier)
            .filter(found -> found.functionId().equals(functionId))
            .orElseThrow(() -> notFound(earlier));
    return deploy(
        projectId,
        functionId,
        new DeploymentRequest(
            target.cid(), target.assetsCid(), target.blake3Hash(), target.sgx(), target.env()));
  }

  /**
   * Deploys again what the function runs, with other values in its env.
   *
   * @param set values to add or replace
   * @param unset names to remove
   * @throws ControlException {@link ErrorCode#NOT_FOUND} when nothing is deployed, or a name to
   *     remove is not there
   */
  public Deployment updateEnv(
      ProjectId projectId, FunctionId functionId, Map<String, String> set, List<String> unset) {
    StoredFunction function = functions.get(projectId, functionId);
    Deployment current =
        current(projectId, function)
            .orElseThrow(() ->
                new ControlException(
                    ErrorCode.NOT_FOUND,
                    "Function \"" + functionId + "\" has no deployment. Deploy it first"));
    Map<String, String> env = new LinkedHashMap<>(current.env());
    for (String name : unset) {
      if (env.remove(name) == null) {
        throw new ControlException(
            ErrorCode.NOT_FOUND,
            "env has no \"" + name + "\". It has " + String.join(", ", current.env().keySet()));
      }
    }
    env.putAll(set);
    return deploy(
        projectId,
        functionId,
        new DeploymentRequest(
            current.cid(), current.assetsCid(), current.blake3Hash(), current.sgx(), env));
  }

  /** A deployment of the project. */
  public Optional<Deployment> find(ProjectId projectId, DeploymentId id) {
    return store.find(projectId, id);
  }

  /** The newest deployment of the function that has this content. */
  public Optional<Deployment> findByCid(ProjectId projectId, FunctionId functionId, Cid cid) {
    return store.findByCid(projectId, functionId, cid);
  }

  /** What the function runs. */
  public Optional<Deployment> current(ProjectId projectId, StoredFunction function) {
    DeploymentId id = function.currentDeploymentId();
    return id == null ? Optional.empty() : store.find(projectId, id);
  }

  /** All deployments of the function, the newest first. */
  public List<Deployment> list(ProjectId projectId, FunctionId functionId) {
    return store.list(projectId, functionId);
  }

  /** All deployments of the project, the newest first. */
  public List<Deployment> listAll(ProjectId projectId) {
    return store.listAll(projectId);
  }

  /** The error for a deployment that is not there. */
  public static ControlException notFound(DeploymentId id) {
    return new ControlException(
        ErrorCode.NOT_FOUND,
        "Deployment \""
            + id
            + "\" was not found among this function's. List them with afFunctionDeployments");
  }
}
