package io.alternatefutures.edge;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.routing.RouteMatch;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What is to happen with a request. */
sealed interface Decision {
  /** A route matches: its target answers. */
  record Forward(CatalogEntry function, RouteMatch match) implements Decision {}

  /** A route with options matches: its plan says who answers, and on which terms. */
  record Follow(CatalogEntry function, RouteMatch match) implements Decision {}

  /** No route matches: the function's code answers. */
  record Invoke(CatalogEntry function) implements Decision {}

  /**
   * The edge answers, and that is no failure.
   *
   * @param function whom it answers for; null when it answers for itself
   */
  record Answer(int status, HttpHeaders headers, @Nullable CatalogEntry function)
      implements Decision {
    static final String ALLOWED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /** To a request that is to come again with TLS. */
    static Answer redirect(String location) {
      HttpHeaders headers = new DefaultHttpHeaders();
      headers.add(HttpHeaderNames.LOCATION, location);
      return new Answer(308, headers, null);
    }

    /** To an OPTIONS request that goes no further. */
    static Answer options(@Nullable CatalogEntry function) {
      HttpHeaders headers = new DefaultHttpHeaders();
      headers.add(HttpHeaderNames.ALLOW, ALLOWED_METHODS);
      return new Answer(204, headers, function);
    }
  }

  /**
   * The edge refuses to serve.
   *
   * @param message for the client
   * @param slug the slug asked for; null when the host has none
   * @param function null when none was found
   */
  record Reject(
      Rejection reason, String message, @Nullable String slug, @Nullable CatalogEntry function)
      implements Decision {
    static Reject of(Rejection reason) {
      return new Reject(reason, reason.message(), null, null);
    }

    static Reject of(Rejection reason, String message) {
      return new Reject(reason, message, null, null);
    }
  }
}
