package io.alternatefutures.cli.init;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.context.UsageException;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code af init}. */
@Command(
    name = "init",
    description = {
      "Start a project: a function, its tests and its project file.",
      "",
      "Writes into the folder, which is made when it is not there. No file is replaced."
    },
    footer = {
      "",
      "Examples:",
      "  af init my-gateway",
      "  af init my-gateway --template typescript",
      "  af init --name my-gateway           into this folder"
    })
public final class InitCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private final CliContext context;
  @Mixin private final Output output = new Output();

  @Parameters(
      arity = "0..1",
      paramLabel = "<folder>",
      description = "Folder of the project. Default: this folder.")
  private String folder = ".";

  @Option(
      names = "--template",
      paramLabel = "<language>",
      description = "${COMPLETION-CANDIDATES}. Default: JAVASCRIPT.")
  private Template template = Template.JAVASCRIPT;

  @Option(
      names = "--name",
      paramLabel = "<name>",
      description = "Name of the function. Default: the folder's.")
  private @Nullable String name;

  public InitCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path target = context.resolve(folder);
    String functionName = functionName(target);
    Map<String, String> files = template.files(functionName);
    List<String> present =
        files.keySet().stream().filter(file -> Files.exists(target.resolve(file))).toList();
    if (!present.isEmpty()) {
      throw new CliException(
          context.shown(target) + " has " + String.join(", ", present) + " already",
          "Nothing was written. Give another folder, or move these files away.");
    }
    write(target, files);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", functionName).put("folder", target.toString());
    ArrayNode names = json.putArray("files");
    files.keySet().forEach(names::add);
    output.print(context.terminal(), json, () -> print(target, functionName, files));
    return 0;
  }

  private String functionName(Path target) {
    if (name != null) {
      if (!NAME.matcher(name).matches()) {
        throw new UsageException(
            "Invalid value for option '--name': \""
                + name
                + "\" has other characters than a-z, 0-9 and dashes between them, or more than 63");
      }
      return name;
    }
    String made =
        String.valueOf(target.getFileName())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    return NAME.matcher(made).matches() ? made : "my-function";
  }

  private void write(Path target, Map<String, String> files) {
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = target.resolve(file.getKey());
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, file.getValue(), StandardOpenOption.CREATE_NEW);
      }
    } catch (IOException e) {
      throw new CliException(
          "Cannot write to " + context.shown(target) + ": " + e.getMessage(),
          "Check that the folder can be written to.");
    }
  }

  private void print(Path target, String functionName, Map<String, String> files) {
    Terminal terminal = context.terminal();
    terminal.print(
        terminal.outStyle().green("Created") + " " + functionName + " in " + context.shown(target));
    files.keySet().forEach(file -> terminal.print("  " + file));
    String into = target.equals(context.workingDirectory()) ? "" : "cd " + folder + " && ";
    terminal.note("Next: " + into + "af dev");
  }
}
