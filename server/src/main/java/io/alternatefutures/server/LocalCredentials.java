package io.alternatefutures.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.control.StoreUnavailableException;
import io.alternatefutures.control.access.Access;
import io.alternatefutures.control.access.AccessToken;
import io.alternatefutures.control.access.Credentials;
import io.alternatefutures.model.ProjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code credentials.json} in the data directory: how the command line on this machine finds the
 * API and its token. Readable by its owner only.
 */
final class LocalCredentials {
  static final String FILE = "credentials.json";

  private static final Logger LOG = LoggerFactory.getLogger(LocalCredentials.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private LocalCredentials() {}

  /**
   * Makes sure the file holds credentials that are good. While the database is away those of an
   * earlier start are taken to be; when there are none, the next start makes them.
   */
  static void ensure(Path dataDirectory, Access access, String apiUrl) throws IOException {
    Path file = dataDirectory.resolve(FILE);
    Credentials saved = read(file);
    try {
      write(file, access.localCredentials(saved), apiUrl);
    } catch (StoreUnavailableException away) {
      if (saved == null) {
        LOG.warn("{} is made by the next start, since the database does not answer", file);
      } else {
        write(file, saved, apiUrl);
      }
    }
  }

  private static void write(Path file, Credentials credentials, String apiUrl) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("apiUrl", apiUrl);
    json.put("token", credentials.token().value());
    json.put("projectId", credentials.projectId().value());
    PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
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
