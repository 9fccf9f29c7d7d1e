package io.alternatefutures.control.deployment;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.model.Cid;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deployment to be made.
 *
 * @param env null keeps the values of the current deployment; an empty map removes them
 */
public record DeploymentRequest(
    Cid cid,
    @Nullable Cid assetsCid,
    @Nullable String blake3Hash,
    boolean sgx,
    @Nullable Map<String, String> env) {
  public DeploymentRequest {
    if (blake3Hash != null && blake3Hash.length() > Limits.LABEL_CHARACTERS) {
      throw new ControlException(
          ErrorCode.BAD_USER_INPUT,
          "blake3Hash has "
              + blake3Hash.length()
              + " characters; at most "
              + Limits.LABEL_CHARACTERS
              + " are kept");
    }
    if (env != null) {
      env = Map.copyOf(env);
      requireValid(env);
    }
  }

  /** A deployment of {@code cid} that keeps the current env. */
  public static DeploymentRequest of(Cid cid) {
    return new DeploymentRequest(cid, null, null, false, null);
  }

  /** Leaves the values of {@code env} out: they are secrets. */
  @Override
  public String toString() {
    return "DeploymentRequest[cid=" + cid + ", env=" + (env == null ? "kept" : env.keySet()) + "]";
  }

  private static void requireValid(Map<String, String> env) {
    if (env.size() > Limits.ENV_NAMES) {
      throw new ControlException(
          ErrorCode.BAD_USER_INPUT,
          "env has " + env.size() + " names; at most " + Limits.ENV_NAMES + " are allowed");
    }
    long characters = 0;
    for (Map.Entry<String, String> entry : env.entrySet()) {
      requireName(entry.getKey());
      characters += entry.getKey().length() + entry.getValue().length();
    }
    if (characters > Limits.ENV_CHARACTERS) {
      throw new ControlException(
          ErrorCode.BAD_USER_INPUT,
          "env has "
              + characters
              + " characters; at most "
              + Limits.ENV_CHARACTERS
              + " are allowed");
    }
  }

  private static void requireName(String name) {
    boolean valid = !name.isEmpty() && !Character.isDigit(name.charAt(0));
    for (int i = 0; valid && i < name.length(); i++) {
      char c = name.charAt(i);
      valid = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
    if (!valid) {
      throw new ControlException(
          ErrorCode.BAD_USER_INPUT,
          "Invalid env name \""
              + name
              + "\". A name has letters, digits and underscores, and does not start with a digit");
    }
  }
}
