package io.alternatefutures.control.graphql;

import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a field throws into an error with a code; tells of bugs only in the log. */
final class FetchFailures implements DataFetcherExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FetchFailures.class);

  @Override
  public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
      DataFetcherExceptionHandlerParameters parameters) {
    Throwable thrown = parameters.getException();
    Throwable failure =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    Map<String, Object> extensions = new LinkedHashMap<>();
    String message;
    if (failure instanceof ControlException known) {
      message = String.valueOf(known.getMessage());
      if (known.code().httpStatus() >= ErrorCode.INTERNAL_SERVER_ERROR.httpStatus()) {
        LOG.warn("Field {} failed: {}", parameters.getPath(), message, known.getCause());
      }
      extensions.put("code", known.code().name());
      extensions.putAll(known.details());
    } else {
      LOG.error("Field {} failed", parameters.getPath(), failure);
      message = "Internal error. The runtime's log has the details";
      extensions.put("code", ErrorCode.INTERNAL_SERVER_ERROR.name());
    }
    return CompletableFuture.completedFuture(
        DataFetcherExceptionHandlerResult.newResult(
                GraphqlErrorBuilder.newError()
                    .message("%s", message)
                    .path(parameters.getPath())
                    .location(parameters.getSourceLocation())
                    .extensions(extensions)
                    .build())
            .build());
  }
}
