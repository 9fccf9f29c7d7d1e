package io.alternatefutures.control.graphql;

import graphql.ErrorType;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.access.Authentication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executes GraphQL requests. Safe for use by many threads; methods block. */
public final class GraphQlApi {
  private final GraphQL graphQl;
  private final ParserOptions parserOptions =
      ParserOptions.newParserOptions()
          .maxCharacters(Limits.QUERY_CHARACTERS)
          .maxTokens(Limits.QUERY_TOKENS)
          .captureIgnoredChars(false)
          .captureLineComments(false)
          .build();

  public GraphQlApi(GraphQlServices services) {
    GraphQLSchema schema = SchemaBuilder.build(services);
    this.graphQl =
        GraphQL.newGraphQL(schema)
            .defaultDataFetcherExceptionHandler(new FetchFailures())
            .instrumentation(
                new ChainedInstrumentation(
                    new OperationGuard(),
                    new MaxQueryDepthInstrumentation(Limits.QUERY_DEPTH),
                    new MaxQueryComplexityInstrumentation(Limits.QUERY_FIELDS)))
            .build();
  }

  /** Executes {@code request} for a caller with {@code grant}; never throws for a bad request. */
  public GraphQlReply execute(Authentication.Granted grant, GraphQlRequest request) {
    ExecutionInput input =
        ExecutionInput.newExecutionInput(request.query())
            .operationName(request.operationName())
            .variables(request.variables())
            .graphQLContext(context -> {
              context.put(Authentication.Granted.class, grant);
              context.put(ParserOptions.class, parserOptions);
              context.put(GraphQlRequest.Operations.class, request.operations());
            })
            .build();
    return reply(graphQl.execute(input));
  }

  private static GraphQlReply reply(ExecutionResult result) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    if (!result.getErrors().isEmpty()) {
      body.put("errors", result.getErrors().stream().map(GraphQlApi::specification).toList());
    }
    if (result.isDataPresent()) {
      body.put("data", result.getData());
      return new GraphQlReply(GraphQlReply.Kind.EXECUTED, body);
    }
    return new GraphQlReply(kind(result.getErrors()), body);
  }

  private static GraphQlReply.Kind kind(List<GraphQLError> errors) {
    for (GraphQLError error : errors) {
      if (error instanceof OperationGuard.MutationRefused) {
        return GraphQlReply.Kind.MUTATION_REFUSED;
      }
      if (error.getErrorType() == ErrorType.InvalidSyntax) {
        return GraphQlReply.Kind.PARSE_ERROR;
      }
    }
    return GraphQlReply.Kind.REQUEST_ERROR;
  }

  private static Map<String, Object> specification(GraphQLError error) {
    Map<String, Object> entry = new LinkedHashMap<>(error.toSpecification());
    Map<String, Object> extensions = new LinkedHashMap<>();
    Map<String, Object> given = error.getExtensions();
    if (given != null && given.containsKey("code")) {
      extensions.putAll(given);
      extensions.remove("classification");
    } else {
      extensions.put("code", code(error).name());
    }
    entry.put("extensions", extensions);
    return entry;
  }

  private static ErrorCode code(GraphQLError error) {
    if (error.getErrorType() == ErrorType.InvalidSyntax) {
      return ErrorCode.GRAPHQL_PARSE_FAILED;
    }
    if (error.getErrorType() == ErrorType.DataFetchingException
        || error.getErrorType() == ErrorType.NullValueInNonNullableField) {
      return ErrorCode.INTERNAL_SERVER_ERROR;
    }
    if (error instanceof AbortExecutionException
        || error.getErrorType() == ErrorType.ExecutionAborted) {
      return ErrorCode.GRAPHQL_VALIDATION_FAILED;
    }
    return ErrorCode.GRAPHQL_VALIDATION_FAILED;
  }
}
