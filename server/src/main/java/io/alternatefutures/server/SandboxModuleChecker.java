package io.alternatefutures.server;

import io.alternatefutures.control.deployment.ModuleChecker;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.sandbox.ModuleCheck;
import io.alternatefutures.sandbox.Sandbox;
import java.util.Map;

/** Has the sandbox check modules for the control API. */
record SandboxModuleChecker(Sandbox sandbox) implements ModuleChecker {
  @Override
  public Result check(ProjectId projectId, byte[] source, Map<String, String> env) {
    ModuleCheck found = sandbox.check(projectId, source, env).toCompletableFuture().join();
    return switch (found) {
      case ModuleCheck.Valid valid -> new Valid(valid.handler());
      case ModuleCheck.Invalid invalid ->
          new Invalid(invalid.message(), invalid.line(), invalid.column());
      case ModuleCheck.Unavailable unavailable ->
          new Unavailable(unavailable.code() + ": " + unavailable.detail());
    };
  }
}
