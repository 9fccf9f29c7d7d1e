package io.alternatefutures.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.control.access.Access;
import io.alternatefutures.control.access.AccessToken;
import io.alternatefutures.control.access.Credentials;
import io.alternatefutures.model.ProjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code credentials.json} in the data directory: how the command line on this machine finds the
 * API and its token. Readable by its owner only.
 */
final class LocalCredentials {
  static final String FILE = "credentials.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private LocalCredentials() {}

  /** Makes sure the file holds credentials that are good, and returns them. */
  static Credentials ensure(Path dataDirectory, Access access, String apiUrl) throws IOException {
    Path file = dataDirectory.resolve(FILE);
    Credentials credentials = access.localCredentials(read(file));
    ObjectNode json = JSON.createObjectNode();
    json.put("apiUrl", apiUrl);
    json.put("token", credentials.token().value());
    json.put("projectId", credentials.projectId().value());
    PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    return credentials;
  }

  private static @Nullable Credentials read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    JsonNode json = JSON.readTree(file.toFile());
    JsonNode token = json.get("token");
    JsonNode project = json.get("projectId");
    if (token == null || project == null || !token.isTextual() || !project.isTextual()) {
      return null;
    }
    return new Credentials(new ProjectId(project.textValue()), new AccessToken(token.textValue()));
  }
}
