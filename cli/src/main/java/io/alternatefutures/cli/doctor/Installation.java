package io.alternatefutures.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternatefutures.cli.api.ApiAddress;
import io.alternatefutures.cli.api.ApiException;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.bundle.Bundler;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.terminal.Sizes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks of the data directory, the runtime and the tools that the command line uses. */
final class Installation {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long DISK_BYTES = 1L << 30;
  private static final int OK = 200;
  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private final CliContext context;

  Installation(CliContext context) {
    this.context = context;
  }

  List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    findings.add(dataDirectory());
    findings.add(credentials());
    Finding runtime = runtime();
    findings.add(runtime);
    if (runtime.state() != Finding.State.ERROR) {
      findings.add(access());
    }
    findings.add(esbuild());
    return findings;
  }

  private Path data() {
    return context.resolve(context.variable("AF_DATA_DIR").orElse(".af"));
  }

  private Finding dataDirectory() {
    Path data = data();
    String name = "Data directory";
    if (!Files.exists(data)) {
      return Finding.warning(
          name, data + " does not exist", "af runtime makes it; AF_DATA_DIR names another.");
    }
    try {
      if (!Files.isWritable(data)) {
        return Finding.error(
            name, data + " cannot be written to", "Run af as the user who owns it.");
      }
      if (isOpen(data)) {
        return Finding.error(
            name, data + " can be read by others", "It holds secrets: chmod 700 " + data);
      }
      long free = Files.getFileStore(data).getUsableSpace();
      String detail = data + ", " + Sizes.readable(free) + " free";
      return free >= DISK_BYTES
          ? Finding.ok(name, detail)
          : Finding.warning(name, detail, "Make room: deployments need it.");
    } catch (IOException e) {
      return Finding.error(name, data + ": " + e.getMessage(), "Check the folder.");
    }
  }

  private Finding credentials() {
    Path file = data().resolve("credentials.json");
    String name = "Credentials";
    if (context.variable("AF_TOKEN").isPresent()) {
      return Finding.ok(name, "AF_TOKEN is set");
    }
    if (!Files.exists(file)) {
      return Finding.warning(
          name,
          "AF_TOKEN is not set, and " + file + " does not exist",
          "Start a runtime here, or set AF_TOKEN.");
    }
    try {
      return isOpen(file)
          ? Finding.error(name, file + " can be read by others", "chmod 600 " + file)
          : Finding.ok(name, file.toString());
    } catch (IOException e) {
      return Finding.error(name, file + ": " + e.getMessage(), "Check the file.");
    }
  }

  private static boolean isOpen(Path path) throws IOException {
    return Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains);
  }

  /** What {@code /readyz} says. */
  private Finding runtime() {
    String name = "Runtime";
    URI api;
    try {
      api = ApiAddress.of(context).base();
    } catch (CliException e) {
      return Finding.error(name, e.text(), e.advice());
    }
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(api + "/readyz")).timeout(PATIENCE).build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      String state = api + " says " + summary(response.body());
      if (response.statusCode() != OK) {
        return Finding.error(name, state, "Look at the runtime's log.");
      }
      return response.body().contains("degraded")
          ? Finding.warning(
              name, state, "It serves what it knows; see its log for what is missing.")
          : Finding.ok(name, state);
    } catch (IOException _) {
      return Finding.error(
          name, "none answers at " + api, "Start one with: af runtime   (or set AF_API_URL)");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted");
    }
  }

  private static String summary(String body) {
    try {
      JsonNode json = new ObjectMapper().readTree(body);
      return json.isObject() ? json.toString() : "something that is not from this runtime";
    } catch (JsonProcessingException _) {
      return "something that is not from this runtime";
    }
  }

  private Finding access() {
    String name = "Access";
    try (ControlApi api = ControlApi.of(context)) {
      int functions = api.functions().size();
      return Finding.ok(name, "the token is accepted; " + functions + " functions in its project");
    } catch (CliException e) {
      return Finding.error(name, e.text(), e.advice());
    } catch (ApiException e) {
      return Finding.error(name, e.text(), "Look at the runtime's log.");
    }
  }

  private Finding esbuild() {
    try {
      return Finding.ok("esbuild", new Bundler(context).version());
    } catch (CliException e) {
      return Finding.error("esbuild", e.text(), e.advice());
    }
  }
}
