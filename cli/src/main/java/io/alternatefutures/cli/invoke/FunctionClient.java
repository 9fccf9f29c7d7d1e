package io.alternatefutures.cli.invoke;

import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.context.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sends requests to a function's URL. */
final class FunctionClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(5);

  private final URI url;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  FunctionClient(String url) {
    try {
      this.url = URI.create(url);
    } catch (IllegalArgumentException _) {
      throw new CliException("The server gives a URL that cannot be used: " + url);
    }
  }

  /**
   * Sends one request.
   *
   * @param path origin-form target, sent as it is given
   * @param body null for none
   */
  HttpResponse<InputStream> send(
      String method, String path, List<Header> headers, byte @Nullable [] body) {
    HttpRequest request;
    try {
      request = request(method, path, headers, body);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException _) {
      throw new CliException(
          "The function at " + url + " cannot be reached", "Start the runtime with: af runtime");
    } catch (HttpTimeoutException _) {
      throw new CliException(
          "The function at " + url + " did not answer within " + ANSWER.toMinutes() + " minutes");
    } catch (IOException e) {
      throw new CliException("The connection to " + url + " broke: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted");
    }
  }

  private HttpRequest request(
      String method, String path, List<Header> headers, byte @Nullable [] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path))
            .timeout(ANSWER)
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    boolean hostGiven = false;
    for (Header header : headers) {
      request.header(header.name(), header.value());
      hostGiven |= header.name().equalsIgnoreCase("host");
    }
    if (isLocalName() && !hostGiven) {
      request.header("Host", url.getRawAuthority());
    }
    return request.build();
  }

  private URI address(String path) {
    String authority = url.getRawAuthority();
    if (isLocalName()) {
      authority = "127.0.0.1" + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
    try {
      return new URI(url.getScheme() + "://" + authority + path);
    } catch (URISyntaxException e) {
      throw new UsageException("Invalid value for option '--path': " + e.getMessage());
    }
  }

  /** Only plain HTTP: over TLS the name is part of what the connection proves. */
  private boolean isLocalName() {
    String host = url.getHost();
    return "http".equals(url.getScheme())
        && host != null
        && host.toLowerCase(Locale.ROOT).endsWith(".localhost");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
