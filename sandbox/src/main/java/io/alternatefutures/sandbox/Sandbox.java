package io.alternatefutures.sandbox;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.ProjectId;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Runs functions in worker processes, one project to a process. */
public interface Sandbox extends AutoCloseable {
  /**
   * Runs the deployed code of {@code function}, which must have a deployment.
   *
   * @param loop the event loop this is called on; one of those the sandbox was started with
   */
  Exchange invoke(
      EventLoop loop, CatalogEntry function, InvocationHead head, ExchangeListener listener);

  /** Compiles and loads a module as a deployment with {@code env} would, without serving it. */
  CompletionStage<ModuleCheck> check(ProjectId projectId, byte[] source, Map<String, String> env);

  /** Ends all workers. */
  @Override
  void close();
}
