package io.alternatefutures.edge.router;

import java.net.http.HttpResponse.BodySubscriber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A target's response. Its body streams with backpressure, and must be either {@linkplain #body
 * subscribed to} or given up with {@link #close}.
 */
public final class ProxyResponse implements AutoCloseable {
  private final int status;
  private final Map<String, List<String>> headers;
  private final ResponseBody body;

  ProxyResponse(int status, Map<String, List<String>> headers, ResponseBody body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** Status code, 200 to 599. */
  public int status() {
    return status;
  }

  /** Values by field name in lower case, without fields that end at this hop. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** First value of a field, given in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  /**
   * Hands the body to {@code subscriber}; call it once. The subscriber is called on an event loop
   * and must not block; those of {@link java.net.http.HttpResponse.BodySubscribers} do not.
   *
   * @return what the subscriber makes of the body; fails when the target ends it too soon
   */
  public <T> CompletionStage<T> body(BodySubscriber<T> subscriber) {
    body.subscribe(subscriber);
    return subscriber.getBody();
  }

  /** Gives up what has not been read of the body. */
  @Override
  public void close() {
    body.cancel();
  }
}
