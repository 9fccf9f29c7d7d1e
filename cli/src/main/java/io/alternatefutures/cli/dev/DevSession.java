package io.alternatefutures.cli.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ApiException;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.bundle.Bundler;
import io.alternatefutures.cli.bundle.Module;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.deployment.Deployer;
import io.alternatefutures.cli.logs.LogTail;
import io.alternatefutures.cli.terminal.Printable;
import io.alternatefutures.cli.terminal.Sizes;
import io.alternatefutures.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One function under development. Used by one thread. */
final class DevSession {
  private final CliContext context;
  private final ControlApi api;
  private final JsonNode function;
  private final LogTail log;

  private Optional<JsonNode> routes = Optional.empty();
  private @Nullable Module served;
  private Map<String, String> servedEnv = Map.of();

  DevSession(CliContext context, ControlApi api, String name) {
    this.context = context;
    this.api = api;
    this.function =
        api.findFunction(name)
            .orElseGet(
                () -> api.createFunction(JsonNodeFactory.instance.objectNode().put("name", name)));
    this.log =
        new LogTail(
            api,
            function.path("id").asText(),
            JsonNodeFactory.instance.objectNode().put("since", Instant.now().toString()));
  }

  void start(LocalRuntime runtime) {
    Terminal terminal = context.terminal();
    terminal.print(
        terminal.outStyle().bold(Printable.line(function.path("name").asText()))
            + "  "
            + Printable.line(function.path("invokeUrl").asText()));
    terminal.note(
        (runtime.isOwn() ? "" : "Using the runtime that runs already. ")
            + "Deployed at every change; end with Ctrl-C.");
  }

  /** Reads the project again and deploys it; what is wrong with it is told. */
  void change(Path path) {
    try {
      deploy(DevProject.read(context, path, function.path("name").asText()));
    } catch (CliException e) {
      fail(e.text() + (e.advice().isEmpty() ? "" : "\n" + e.advice()));
    }
  }

  /** Has the server take what differs from what it has. */
  void deploy(DevProject project) {
    long start = System.nanoTime();
    try {
      if (!project.routes().equals(routes)) {
        project.routes().ifPresent(this::updateRoutes);
        routes = project.routes();
      }
      Module module = new Bundler(context).bundle(project.entry(), Bundler.Choice.WHERE_NEEDED);
      if (module.equals(served) && project.env().equals(servedEnv)) {
        return;
      }
      ObjectNode settings = JsonNodeFactory.instance.objectNode();
      ObjectNode env = settings.putObject("env");
      project.env().forEach(env::put);
      new Deployer(context, api)
          .deploy(function, project.entry(), module, Optional.empty(), settings);
      served = module;
      servedEnv = project.env();
      done(
          "Deployed "
              + context.shown(project.entry())
              + " ("
              + Sizes.readable(module.size())
              + ") in "
              + Sizes.readable(Duration.ofNanos(System.nanoTime() - start)));
    } catch (CliException e) {
      fail(e.text() + (e.advice().isEmpty() ? "" : "\n" + e.advice()));
    } catch (ApiException e) {
      fail(e.text());
    }
  }

  private void updateRoutes(JsonNode routes) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.set("routes", routes);
    api.updateFunction(function.path("id").asText(), data);
    done("Updated " + routes.size() + (routes.size() == 1 ? " route" : " routes"));
  }

  /** Shows what the function has written since the last time. */
  void showLog() {
    Terminal terminal = context.terminal();
    log.read(line -> terminal.print(LogTail.text(line, terminal.outStyle())));
  }

  private void done(String message) {
    context.terminal().note(context.terminal().errStyle().green("✓") + " " + message);
  }

  private void fail(String message) {
    context.terminal().note(context.terminal().errStyle().red("✗") + " " + Printable.line(message));
  }
}
