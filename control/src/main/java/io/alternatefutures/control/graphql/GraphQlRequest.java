package io.alternatefutures.control.graphql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One GraphQL request.
 *
 * @param variables JSON values by name, nulls included
 * @param operations which kinds of operation may be executed
 */
public record GraphQlRequest(
    String query,
    @Nullable String operationName,
    Map<String, @Nullable Object> variables,
    Operations operations) {
  /** Kinds of operation. */
  public enum Operations {
    ALL,
    /** Reading only, as for HTTP's safe methods. */
    QUERIES_ONLY
  }

  public GraphQlRequest {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }
}
