package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.cache.CacheKey;
import io.alternatefutures.edge.http.ConnectionOptions;
import io.alternatefutures.edge.origin.ForwardedFields;
import io.alternatefutures.edge.origin.OriginRequest;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.routing.RouteMatch;
import io.alternatefutures.routing.TargetOrigin;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A request that a route with a plan has taken; most as in {@link OriginRequest}.
 *
 * @param received when it arrived, by {@link System#nanoTime()}
 * @param authority host and port the client asked for
 * @param target path and query the client asked for
 * @param query without {@code ?}; null when there is none
 * @param client the client's address
 */
public record RouteRequest(
    ProjectId project,
    FunctionId function,
    RouteMatch match,
    long received,
    String method,
    String authority,
    String target,
    @Nullable String query,
    HttpHeaders headers,
    ConnectionOptions connection,
    long contentLength,
    @Nullable String upgrade,
    ForwardedFields forwarded,
    String client) {

  /** What answers to it are kept under. */
  CacheKey cacheKey() {
    return new CacheKey(function, forwarded.scheme() + "://" + authority, target);
  }

  /** Whether it only reads (RFC 9110 section 9.2.1). */
  boolean isSafe() {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }

  /** The same request with other fields. */
  RouteRequest with(HttpHeaders fields) {
    return with(method, fields);
  }

  /** The same request with another method and other fields. */
  RouteRequest with(String otherMethod, HttpHeaders fields) {
    return new RouteRequest(
        project,
        function,
        match,
        received,
        otherMethod,
        authority,
        target,
        query,
        fields,
        connection,
        contentLength,
        upgrade,
        forwarded,
        client);
  }

  /** Whether sending it twice does no more than sending it once (RFC 9110 section 9.2.2). */
  boolean isIdempotent() {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> upgrade == null;
      default -> false;
    };
  }

  OriginRequest to(TargetOrigin origin, String requestTarget, HttpHeaders fields) {
    return new OriginRequest(
        project,
        origin,
        method,
        requestTarget,
        fields,
        connection,
        contentLength,
        upgrade,
        forwarded);
  }
}
