package io.alternatefutures.control.deployment;

import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release of a function: immutable once made.
 *
 * @param blake3Hash what the client says of its content; kept, not checked
 * @param sgx whether the client asked for an enclave; kept, not acted on
 * @param env values bound to the function's {@code env}; secrets, encrypted at rest
 */
public record Deployment(
    DeploymentId id,
    FunctionId functionId,
    Cid cid,
    @Nullable Cid assetsCid,
    @Nullable String blake3Hash,
    boolean sgx,
    Map<String, String> env,
    Instant createdAt,
    Instant updatedAt) {
  public Deployment {
    env = Map.copyOf(env);
  }

  /** Leaves the values of {@code env} out: they are secrets. */
  @Override
  public String toString() {
    return "Deployment[id="
        + id
        + ", functionId="
        + functionId
        + ", cid="
        + cid
        + ", env="
        + env.keySet()
        + "]";
  }
}
