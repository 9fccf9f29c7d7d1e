package io.alternatefutures.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternatefutures.cli.context.CliException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

/** Sends requests to the control API and turns failures into messages. */
final class Transport implements AutoCloseable {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final ApiAddress address;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Limits.CONNECT)
          .build();

  Transport(ApiAddress address) {
    this.address = address;
  }

  HttpResponse<String> get(String path) {
    return send(path, request(path, Limits.CALL).GET().build());
  }

  HttpResponse<String> post(String path, String contentType, Duration timeout, BodyPublisher body) {
    HttpRequest request =
        request(path, timeout).header("Content-Type", contentType).POST(body).build();
    return send(path, request);
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(timeout)
            .header("Accept", "application/graphql-response+json, application/json, text/plain");
    if (!address.token().isEmpty()) {
      request.header("Authorization", "Bearer " + address.token());
    }
    if (!address.projectId().isEmpty()) {
      request.header("X-Project-Id", address.projectId());
    }
    return request;
  }

  private HttpResponse<String> send(String path, HttpRequest request) {
    URI uri = request.uri();
    HttpResponse<String> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (HttpConnectTimeoutException | ConnectException e) {
      throw unreachable(e);
    } catch (HttpTimeoutException _) {
      throw new CliException(
          "The control API at "
              + uri
              + " did not answer within "
              + request.timeout().orElse(Limits.CALL).toSeconds()
              + " s",
          "It may still be at work: look at its output, then try again.");
    } catch (IOException e) {
      if (e.getCause() instanceof UnresolvedAddressException) {
        throw unreachable(e);
      }
      throw new CliException(
          "The connection to the control API at " + uri + " broke: " + reason(e),
          "Look at the runtime's output, then try again.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted");
    }
    if (response.statusCode() == UNAUTHORIZED) {
      throw refused(path);
    }
    if (response.statusCode() == FORBIDDEN) {
      throw new CliException(
          "The control API at " + address.base() + " refused: " + message(response),
          address.projectId().isEmpty() ? "" : "The project asked for: " + address.projectId());
    }
    return response;
  }

  private CliException unreachable(IOException e) {
    String reason = reason(e);
    return new CliException(
        "The control API at "
            + address.base()
            + " cannot be reached"
            + (reason.isEmpty() ? "" : ": " + reason),
        "Start it with: af runtime   (or set AF_API_URL to where it runs)");
  }

  private CliException refused(String path) {
    if (address.token().isEmpty()) {
      return new CliException(
          "The control API at "
              + address.base()
              + " needs a token, and there is none: "
              + address.tokenSource(),
          "Run af in the folder where the runtime was started, set AF_DATA_DIR to its data"
              + " directory, or set AF_TOKEN.");
    }
    return new CliException(
        "The control API at "
            + address.base()
            + " does not know the token (from "
            + address.tokenSource()
            + "), asked for "
            + path,
        address.tokenSource().equals("AF_TOKEN")
            ? "Set AF_TOKEN to a token of this server, or unset it to use the credentials file."
            : "Set AF_DATA_DIR to the data directory of the runtime that answers there, or set"
                + " AF_TOKEN.");
  }

  private static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return e instanceof ConnectException ? "" : e.getClass().getSimpleName();
  }

  /** The JSON of an answer; null becomes a missing node. */
  JsonNode parse(HttpResponse<String> response) {
    try {
      return json.readTree(response.body());
    } catch (JsonProcessingException _) {
      throw new ApiException(
          response.uri()
              + " answered status "
              + response.statusCode()
              + " with something that is not JSON: "
              + excerpt(response.body()),
          "");
    }
  }

  /** What an answer that is not a success says. */
  ApiException failure(HttpResponse<String> response) {
    return new ApiException(message(response), code(response));
  }

  private String message(HttpResponse<String> response) {
    JsonNode body = tryParse(response);
    String text = body.path("error").asText("");
    if (text.isEmpty()) {
      text = body.path("errors").path(0).path("message").asText("");
    }
    return text.isEmpty()
        ? response.uri().getPath()
            + " answered status "
            + response.statusCode()
            + (response.body().isBlank() ? "" : ": " + excerpt(response.body()))
        : text;
  }

  private String code(HttpResponse<String> response) {
    return tryParse(response).path("code").asText("");
  }

  private JsonNode tryParse(HttpResponse<String> response) {
    try {
      return json.readTree(response.body());
    } catch (JsonProcessingException _) {
      return json.missingNode();
    }
  }

  private static String excerpt(String body) {
    String line = body.strip();
    return line.length() <= Limits.SHOWN_CHARACTERS
        ? line
        : line.substring(0, Limits.SHOWN_CHARACTERS) + "…";
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
