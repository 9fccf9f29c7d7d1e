package io.alternatefutures.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af version}. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final Output output = new Output();

  VersionCommand(CliContext context) {
    this.context = context;
  }

  /** The version in the jar's manifest; there is none when the classes are run from a folder. */
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public Integer call() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", version()).put("java", Runtime.version().toString());
    output.print(
        context.terminal(),
        json,
        () -> context.terminal().print("af " + version() + " (Java " + Runtime.version() + ")"));
    return 0;
  }
}
