package io.alternatefutures.testkit;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls functions as browsers do: at {@code http://SLUG.localhost:PORT}. */
public final class EdgeClient implements AutoCloseable {
  private final Http http = new Http();
  private final int port;

  /**
   * @param port where the edge listens on loopback
   */
  public EdgeClient(int port) {
    this.port = port;
  }

  /** GETs {@code target}, a path with or without a query. */
  public HttpResponse<String> get(String slug, String target) {
    return send(request(slug, target));
  }

  /** POSTs text. */
  public HttpResponse<String> post(String slug, String target, String body) {
    return send(request(slug, target).POST(BodyPublishers.ofString(body)));
  }

  /** A request to be completed. */
  public HttpRequest.Builder request(String slug, String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
        .timeout(Http.PATIENCE)
        .header("Host", slug + ".localhost:" + port);
  }

  /** Sends a request. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  /** Sends a request. */
  public <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    return http.send(request.build(), handler);
  }

  @Override
  public void close() {
    http.close();
  }
}
