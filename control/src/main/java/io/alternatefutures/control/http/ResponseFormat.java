package io.alternatefutures.control.http;

import io.alternatefutures.control.graphql.GraphQlReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two response media types of GraphQL over HTTP, and the statuses that go with each. */
enum ResponseFormat {
  /** The type made for it: the status tells whether the request was executed. */
  GRAPHQL_RESPONSE("application/graphql-response+json; charset=utf-8"),
  /**
   * Plain JSON because the client left the type open; statuses as for {@link #GRAPHQL_RESPONSE}.
   */
  OPEN_JSON("application/json; charset=utf-8"),
  /** Plain JSON because the client asked for just that: 200 for what parses. */
  LEGACY_JSON("application/json; charset=utf-8");

  private static final String GRAPHQL = "application/graphql-response+json";
  private static final String JSON = "application/json";

  private final String contentType;

  ResponseFormat(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** What to answer to this {@code Accept} header; null when nothing fits it. */
  static @Nullable ResponseFormat negotiate(@Nullable String accept) {
    if (accept == null || accept.isBlank()) {
      return OPEN_JSON;
    }
    List<MediaType> ranges = MediaType.parseAccept(accept);
    double graphQl = weight(ranges, GRAPHQL);
    double json = weight(ranges, JSON);
    double open = Math.max(weight(ranges, "application/*"), weight(ranges, "*/*"));
    if (graphQl > 0 && graphQl >= json) {
      return GRAPHQL_RESPONSE;
    }
    if (json > 0) {
      return LEGACY_JSON;
    }
    // A type that is named with weight zero is refused, whatever a wider range says.
    if (open > 0 && json < 0) {
      return OPEN_JSON;
    }
    return open > 0 && graphQl < 0 ? GRAPHQL_RESPONSE : null;
  }

  int status(GraphQlReply.Kind kind) {
    return switch (kind) {
      case EXECUTED -> 200;
      case PARSE_ERROR -> 400;
      case REQUEST_ERROR -> this == LEGACY_JSON ? 200 : 400;
      case MUTATION_REFUSED -> 405;
    };
  }

  /** The weight of the range {@code type}; -1 when it is not there. */
  private static double weight(List<MediaType> ranges, String type) {
    for (MediaType range : ranges) {
      if (range.type().equals(type)) {
        return range.weight();
      }
    }
    return -1;
  }
}
