package io.alternatefutures.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the control API is and how the program makes itself known there.
 *
 * @param base URL without a trailing slash
 * @param token bearer token; empty when there is none
 * @param tokenSource where the token came from, or why there is none, for messages
 * @param projectId value of {@code X-Project-Id}; empty to leave it to the token
 */
public record ApiAddress(URI base, String token, String tokenSource, String projectId) {
  private static final String DEFAULT_URL = "http://127.0.0.1:4000";
  private static final String DEFAULT_DATA_DIRECTORY = ".af";
  private static final String CREDENTIALS_FILE = "credentials.json";

  /**
   * Reads {@code AF_API_URL}, {@code AF_TOKEN} and {@code AF_PROJECT_ID}; what is not set comes
   * from the credentials file that the runtime writes to its data directory.
   *
   * @throws CliException when a value cannot be used
   */
  public static ApiAddress of(CliContext context) {
    Path file = dataDirectory(context).resolve(CREDENTIALS_FILE);
    Optional<String> url = context.variable("AF_API_URL");
    Optional<String> token = context.variable("AF_TOKEN");
    Optional<String> project = context.variable("AF_PROJECT_ID");
    if (token.isPresent()) {
      URI base = parse(url.orElse(DEFAULT_URL), "AF_API_URL");
      if (url.isEmpty()) {
        base = read(file).map(saved -> savedUrl(saved, file)).orElse(base);
      }
      return new ApiAddress(base, token.get(), "AF_TOKEN", project.orElse(""));
    }
    Optional<JsonNode> saved = read(file);
    URI base =
        url.map(text -> parse(text, "AF_API_URL"))
            .or(() -> saved.map(json -> savedUrl(json, file)))
            .orElseGet(() -> URI.create(DEFAULT_URL));
    if (saved.isEmpty()) {
      return new ApiAddress(
          base, "", "AF_TOKEN is not set and " + file + " does not exist", project.orElse(""));
    }
    if (!isLoopback(base) && !base.equals(savedUrl(saved.get(), file))) {
      return new ApiAddress(
          base,
          "",
          "AF_TOKEN is not set, and the token in " + file + " is for another server",
          project.orElse(""));
    }
    return new ApiAddress(
        base,
        saved.get().path("token").asText(""),
        file.toString(),
        project.orElseGet(() ->
            SelectedProject.read(context)
                .orElseGet(() -> saved.get().path("projectId").asText(""))));
  }

  /** The same, for the project that the token belongs to. */
  public ApiAddress forTokensProject() {
    return new ApiAddress(base, token, tokenSource, "");
  }

  /** The address of {@code path}, which starts with a slash. */
  public URI resolve(String path) {
    return URI.create(base + path);
  }

  static Path dataDirectory(CliContext context) {
    return context.resolve(context.variable("AF_DATA_DIR").orElse(DEFAULT_DATA_DIRECTORY));
  }

  private static URI savedUrl(JsonNode saved, Path file) {
    return parse(saved.path("apiUrl").asText(DEFAULT_URL), file.toString());
  }

  private static Optional<JsonNode> read(Path file) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > Limits.CREDENTIALS_BYTES) {
        throw new CliException("The credentials file " + file + " is too large to be one");
      }
      return Optional.of(new ObjectMapper().readTree(Files.readString(file)));
    } catch (JsonProcessingException _) {
      throw new CliException(
          "The credentials file " + file + " is not valid JSON",
          "Restart the runtime, which writes it anew, or set AF_TOKEN.");
    } catch (AccessDeniedException _) {
      throw new CliException(
          "The credentials file " + file + " belongs to another user",
          "Run af as the user who runs the runtime, or set AF_TOKEN.");
    } catch (IOException e) {
      throw new CliException("Cannot read the credentials file " + file + ": " + e.getMessage());
    }
  }

  private static URI parse(String text, String source) {
    URI uri;
    try {
      uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException _) {
      throw invalid(text, source);
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw invalid(text, source);
    }
    return uri;
  }

  private static CliException invalid(String text, String source) {
    return new CliException(
        "Invalid API URL \"" + text + "\" from " + source,
        "It looks like http://127.0.0.1:4000 or https://api.example.com.");
  }

  private static boolean isLoopback(URI uri) {
    String host = uri.getHost();
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("[::1]");
  }
}
