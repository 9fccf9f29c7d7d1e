package io.alternatefutures.model;

import java.util.Map;

/**
 * The release a function runs.
 *
 * @param env values bound to the function's {@code env}; secrets, never part of the content
 */
public record ActiveDeployment(DeploymentId id, Cid cid, Map<String, String> env) {
  public ActiveDeployment {
    env = Map.copyOf(env);
  }

  /** Leaves the values of {@code env} out: they are secrets. */
  @Override
  public String toString() {
    return "ActiveDeployment[id=" + id + ", cid=" + cid + ", env=" + env.keySet() + "]";
  }
}
