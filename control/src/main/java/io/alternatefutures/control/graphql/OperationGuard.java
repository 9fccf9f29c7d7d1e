package io.alternatefutures.control.graphql;

import graphql.ExecutionResult;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.OperationDefinition;
import org.jspecify.annotations.Nullable;

/** Refuses what is not a query where only queries may be executed. */
final class OperationGuard extends SimplePerformantInstrumentation {
  /** A mutation came by a method that must not change anything. */
  static final class MutationRefused extends AbortExecutionException {
    private static final long serialVersionUID = 1L;

    MutationRefused() {
      super("A mutation cannot be sent with GET. Send it with POST");
    }
  }

  @Override
  public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
    GraphQlRequest.Operations allowed =
        parameters
            .getExecutionContext()
            .getGraphQLContext()
            .getOrDefault(GraphQlRequest.Operations.class, GraphQlRequest.Operations.ALL);
    OperationDefinition.Operation operation =
        parameters.getExecutionContext().getOperationDefinition().getOperation();
    if (allowed == GraphQlRequest.Operations.QUERIES_ONLY
        && operation != OperationDefinition.Operation.QUERY) {
      throw new MutationRefused();
    }
    return SimpleInstrumentationContext.noOp();
  }
}
