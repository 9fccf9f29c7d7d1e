package io.alternatefutures.control.http;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.access.Access;
import io.alternatefutures.control.access.Authentication;
import io.alternatefutures.control.access.TokenScope;
import io.alternatefutures.model.ProjectId;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;

/** Lets a request pass when its token is good, and remembers whose it is. */
final class Authenticator {
  private static final String GRANT = "af.grant";

  private final Access access;
  private final BlockingCalls calls;
  private final Replies replies;

  Authenticator(Access access, BlockingCalls calls, Replies replies) {
    this.access = access;
    this.calls = calls;
    this.replies = replies;
  }

  /** A handler; the request is paused from here until a later one reads its body. */
  void handle(RoutingContext context) {
    context.request().pause();
    String authorization = context.request().getHeader("Authorization");
    String project = context.request().getHeader("X-Project-Id");
    calls
        .run(() -> access.authenticate(authorization, project))
        .onSuccess(outcome -> proceed(context, outcome))
        .onFailure(failure -> replies.failure(context, failure));
  }

  /** Whom a request that passed acts for. */
  static Authentication.Granted grant(RoutingContext context) {
    return Objects.requireNonNull(context.<Authentication.Granted>get(GRANT), "Not authenticated");
  }

  /** The project of a request that passed. */
  static ProjectId project(RoutingContext context) {
    return grant(context).projectId();
  }

  /** A handler that lets a request pass when its token has {@code scope}. */
  Handler<RoutingContext> requiring(TokenScope scope) {
    return context -> {
      if (grant(context).scope().includes(scope)) {
        context.next();
      } else {
        replies.failure(context, grant(context).refusal(scope));
      }
    };
  }

  private void proceed(RoutingContext context, Authentication outcome) {
    switch (outcome) {
      case Authentication.Granted granted -> {
        context.put(GRANT, granted);
        context.next();
      }
      case Authentication.Missing() ->
          refuse(
              context,
              ErrorCode.UNAUTHENTICATED,
              "A token is needed. Send it as \"Authorization: Bearer af_…\"; the runtime wrote one"
                  + " into its data directory, clients take it from AF_TOKEN");
      case Authentication.Unknown() ->
          refuse(
              context,
              ErrorCode.UNAUTHENTICATED,
              "The token is not known to this runtime. Check AF_TOKEN, or take the one in the"
                  + " runtime's data directory");
      case Authentication.Expired(Instant expiredAt) ->
          refuse(
              context,
              ErrorCode.UNAUTHENTICATED,
              "The token expired at "
                  + expiredAt
                  + ". Make another with `af tokens create` and one that is good");
      case Authentication.OtherProject(String requested) ->
          refuse(
              context,
              ErrorCode.FORBIDDEN,
              "The token does not open the project \""
                  + (requested.length() > 64 ? requested.substring(0, 64) + "…" : requested)
                  + "\". Check AF_PROJECT_ID and `af projects list`, or leave it out");
    }
  }

  private void refuse(RoutingContext context, ErrorCode code, String message) {
    replies.failure(context, new ControlException(code, message));
  }
}
