package io.alternatefutures.control.http;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.access.SiblingSecret;
import io.alternatefutures.control.observe.FunctionLogReader;
import io.alternatefutures.control.observe.LogQuery;
import io.alternatefutures.control.observe.StatusSource;
import io.alternatefutures.model.FunctionId;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What this instance tells the others on its database of itself: its status and log lines. */
final class SiblingEndpoints {
  private final StatusSource status;
  private final FunctionLogReader logs;
  private final Supplier<Optional<SiblingSecret>> secret;
  private final Clock clock;
  private final BlockingCalls calls;
  private final Replies replies;

  SiblingEndpoints(ControlPorts ports, BlockingCalls calls, Replies replies) {
    this.status = ports.status();
    this.logs = ports.logs();
    this.secret = ports.siblings();
    this.clock = ports.clock();
    this.calls = calls;
    this.replies = replies;
  }

  /** {@code GET /siblings/status}. */
  void status(RoutingContext context) {
    answer(context, () -> SiblingMessages.status(status.status()));
  }

  /** {@code GET /siblings/logs/:function}. */
  void logs(RoutingContext context) {
    String function = String.valueOf(context.pathParam("function"));
    answer(context, () -> SiblingMessages.lines(logs.read(id(function), query(context))));
  }

  private static FunctionId id(String text) {
    try {
      return new FunctionId(text);
    } catch (IllegalArgumentException e) {
      throw new ControlException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), e);
    }
  }

  private static LogQuery query(RoutingContext context) {
    try {
      LogQuery query = SiblingMessages.query(name -> context.request().getParam(name));
      if (query.limit() <= Limits.LOG_LINES) {
        return query;
      }
    } catch (RuntimeException e) {
      // Not what a sibling asks for, as with too many lines.
    }
    throw new ControlException(ErrorCode.BAD_REQUEST, "The query is not that of a sibling");
  }

  private void answer(RoutingContext context, Supplier<Map<String, Object>> message) {
    String target = context.request().uri();
    String authorization = context.request().getHeader("Authorization");
    calls
        .run(() -> {
          if (secret.get().filter(known -> opens(known, authorization, target)).isEmpty()) {
            throw new ControlException(
                ErrorCode.UNAUTHENTICATED, "This is told to instances on the same database only");
          }
          return message.get();
        })
        .onSuccess(body -> replies.json(context, 200, body))
        .onFailure(failure -> replies.failure(context, failure));
  }

  private boolean opens(
      SiblingSecret known, @org.jspecify.annotations.Nullable String authorization, String target) {
    return known.opens(authorization, target, clock.instant());
  }
}
