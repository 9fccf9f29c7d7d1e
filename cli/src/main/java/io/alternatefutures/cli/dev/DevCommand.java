package io.alternatefutures.cli.dev;

import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code af dev}. */
@Command(
    name = "dev",
    description = {
      "Develop a function: deploy it to a local runtime, again at every change, and show its log.",
      "",
      "Starts a runtime when none answers, on ports 3000 and 4000 or on free ones, and ends it with"
          + " this command. Route targets and fetch() may reach this machine then.",
      "",
      "The function is created when it does not exist. Its name, file, routes and env come from the"
          + " project file af.config.json (or af.config.js, af.config.ts) of the folder; values for"
          + " env also from .env beside it. A change of any of these files counts at once. What"
          + " does not compile is reported, and the version before keeps running."
    },
    footer = {
      "",
      "Examples:",
      "  af dev hello.js",
      "  af dev                          the project in this folder",
      "  af dev services/users --name users"
    })
public final class DevCommand implements Callable<Integer> {
  private final CliContext context;

  @Parameters(
      arity = "0..1",
      paramLabel = "<file|folder>",
      description = "File with the function's code, or its folder. Default: this folder.")
  private String path = ".";

  @Option(
      names = "--name",
      paramLabel = "<name>",
      description = "Name of the function. Default: the project file's, else the file's.")
  private String name = "";

  public DevCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DevProject project = DevProject.read(context, context.resolve(path), name);
    try (LocalRuntime runtime = LocalRuntime.find(context);
        ControlApi api = ControlApi.of(context);
        SourceWatch watch = new SourceWatch(project.folder())) {
      develop(project, runtime, new DevSession(context, api, project.name()), watch);
    }
    return 0;
  }

  /** Goes on until the process is ended, or the runtime is. */
  private void develop(
      DevProject project, LocalRuntime runtime, DevSession session, SourceWatch watch) {
    session.start(runtime);
    session.deploy(project);
    try {
      while (true) {
        if (watch.changedWithin(Limits.LOG_POLL)) {
          session.change(context.resolve(path));
        }
        session.showLog();
      }
    } catch (CliException e) {
      if (!runtime.isEnding()) {
        throw e;
      }
    }
  }
}
