package io.alternatefutures.control.http;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads, refuses and drops request bodies; all on the request's event loop. */
final class Bodies {
  private Bodies() {}

  /** The whole body of a paused request; fails when it has more than {@code limit} bytes. */
  static Future<byte[]> read(HttpServerRequest request, int limit) {
    if (declaredLength(request) > limit) {
      return Future.failedFuture(tooLarge("The body", declaredLength(request), limit));
    }
    permitBody(request);
    Promise<byte[]> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    request.exceptionHandler(promise::tryFail);
    request.handler(chunk -> {
      if (body.length() + chunk.length() > limit) {
        promise.tryFail(tooLarge("The body", -1, limit));
      } else {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(_ -> promise.tryComplete(body.getBytes()));
    request.resume();
    return promise.future();
  }

  /**
   * Reads and drops what is left of the body, since a client may only look for the answer when it
   * has sent everything; closes the connection when that is too much.
   */
  static void discard(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    long[] left = {Limits.DISCARDED_BYTES};
    request.handler(chunk -> {
      left[0] -= chunk.length();
      if (left[0] < 0) {
        request.connection().close();
      }
    });
    request.exceptionHandler(_ -> {});
    request.endHandler(_ -> {});
    request.resume();
  }

  /** Tells a client that asked first (RFC 9110 section 10.1.1) that it may send its body. */
  static void permitBody(HttpServerRequest request) {
    String expect = request.getHeader("Expect");
    if (expect != null && expect.toLowerCase(Locale.ROOT).contains("100-continue")) {
      request.response().writeContinue();
    }
  }

  /** The length the client announced in bytes; -1 when it announced none. */
  static long declaredLength(HttpServerRequest request) {
    @Nullable String length = request.getHeader("Content-Length");
    try {
      return length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * The error for too large a body.
   *
   * @param actual its length in bytes; negative when not known
   */
  static ControlException tooLarge(String what, long actual, long limit) {
    return new ControlException(
        ErrorCode.PAYLOAD_TOO_LARGE,
        what
            + (actual < 0 ? " has more than " : " has " + actual + " bytes; the limit is ")
            + limit
            + " bytes ("
            + mebibytes(limit)
            + ")");
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
  }
}
