package io.alternatefutures.control.testing;

import io.alternatefutures.control.deployment.ModuleChecker;
import io.alternatefutures.model.ProjectId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Takes a module's text at its word: one with {@code SYNTAX} does not compile at line 2, column 7,
 * one without {@code export} has no handler, {@code GREETING} needs that in env, {@code
 * UNAVAILABLE} finds no sandbox, {@code BUG} throws.
 */
public final class TextModuleChecker implements ModuleChecker {
  private final Semaphore gate = new Semaphore(Integer.MAX_VALUE);

  /** Holds back every check until {@link #release}. */
  public void hold() {
    gate.drainPermits();
  }

  /** Lets checks go on. */
  public void release() {
    gate.release(1_000_000);
  }

  @Override
  public Result check(ProjectId projectId, byte[] source, Map<String, String> env) {
    gate.acquireUninterruptibly();
    String text = new String(source, StandardCharsets.UTF_8);
    if (text.contains("SYNTAX")) {
      return new Invalid("SyntaxError: Unexpected identifier 'x'", 2, 7);
    }
    if (text.contains("GREETING") && !env.containsKey("GREETING")) {
      return new Invalid("TypeError: GREETING is undefined", 1, 1);
    }
    if (text.contains("UNAVAILABLE")) {
      return new Unavailable("every worker is busy");
    }
    if (text.contains("BUG")) {
      throw new IllegalStateException("secret detail of a bug");
    }
    return text.contains("export")
        ? new Valid("fetch")
        : new Invalid(
            "The module exports no handler. Export default { fetch }, a default function or main",
            0,
            0);
  }
}
