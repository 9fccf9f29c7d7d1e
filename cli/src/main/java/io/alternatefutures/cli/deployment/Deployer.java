package io.alternatefutures.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ApiException;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.bundle.Module;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Brings a module to the server and has it served. */
public final class Deployer {
  private final CliContext context;
  private final ControlApi api;

  public Deployer(CliContext context, ControlApi api) {
    this.context = context;
    this.api = api;
  }

  /**
   * Uploads what the server does not have, and returns when it serves the new version.
   *
   * @param function the function as the API gives it
   * @param file where {@code module} was made from, for messages
   * @param assets folder of static files to upload with it
   * @param settings of the deployment: {@code env}, {@code sgx}; gets the CIDs added
   * @throws CliException with the position in the source when the code does not compile
   */
  public Deployed deploy(
      JsonNode function, Path file, Module module, Optional<Path> assets, ObjectNode settings) {
    long start = System.nanoTime();
    Packer packer = new Packer(context);
    Uploader uploader = new Uploader(api.uploads(), context.terminal());
    ObjectNode data = settings.deepCopy();
    Uploader.Result uploaded;
    try (Content content = packer.module(module.code(), String.valueOf(file.getFileName()))) {
      uploaded = uploader.upload(content);
      data.put("cid", content.cid());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (assets.isPresent()) {
      try (Content content = packer.folder(assets.get())) {
        uploader.upload(content);
        data.put("assetsCid", content.cid());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    JsonNode deployment = trigger(function, data, source(file, module));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Deployed(function, deployment, module, uploaded, took);
  }

  /** How the code is named in a message about a position in it. */
  private String source(Path file, Module module) {
    String shown = context.shown(file);
    return module.origin() == Module.Origin.BUNDLE ? "bundle of " + shown : shown;
  }

  private JsonNode trigger(JsonNode function, ObjectNode data, String source) {
    try {
      return api.deploy(function.path("id").asText(), data);
    } catch (ApiException e) {
      if (!e.code().equals("DEPLOYMENT_FAILED")) {
        throw e;
      }
      throw new CliException(source + e.position() + ": " + e.text());
    }
  }
}
