package io.alternatefutures.control.graphql;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL response.
 *
 * @param body the response as JSON values (GraphQL section 7.1)
 */
public record GraphQlReply(Kind kind, Map<String, @Nullable Object> body) {
  /** How far the request got. */
  public enum Kind {
    /** It was executed; there is a {@code data} entry, maybe null. */
    EXECUTED,
    /** The document does not parse. */
    PARSE_ERROR,
    /** It was refused before execution: validation, variables, limits. */
    REQUEST_ERROR,
    /** A mutation where only queries may be executed. */
    MUTATION_REFUSED
  }
}
