package io.alternatefutures.edge.plan;

import io.alternatefutures.routing.policy.Auth;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Consumer;

/** Decides who may use a route. Thread-safe. */
public interface Authenticator {
  /**
   * Looks at a request's credentials.
   *
   * @param loop the request's event loop
   * @param answer called once, on that loop; maybe before this returns
   */
  void check(EventLoop loop, RouteRequest request, Consumer<Verdict> answer);

  /** What a check came to. */
  sealed interface Verdict {
    /**
     * The request may go on.
     *
     * @param fields set in the request to the target
     */
    record Pass(HttpHeaders fields) implements Verdict {}

    /**
     * The request ends here.
     *
     * @param fields that the answer has besides its own
     */
    record Refuse(Refusal reason, HttpHeaders fields) implements Verdict {}

    /** Somebody else has answered in the place of the target. */
    record Answer(int status, HttpHeaders fields, byte[] body) implements Verdict {}
  }

  /** Makes authenticators. */
  @FunctionalInterface
  interface Factory {
    /** The authenticator that does what a route's {@code auth} says. */
    Authenticator of(Auth auth);
  }
}
