package io.alternatefutures.cli.config;

import io.alternatefutures.cli.bundle.Bundler;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A project file that is a program: {@code af.config.js} or {@code af.config.ts}, whose default
 * export is what {@code af.config.json} would hold. Node runs it, with the rights of the user.
 */
final class ConfigProgram {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PRINT =
      "const m = await import(process.argv[1]);"
          + "const c = typeof m.default === 'function' ? await m.default() : m.default;"
          + "if (c === undefined) { console.error('it has no default export'); process.exit(1) }"
          + "process.stdout.write(JSON.stringify(c));";

  private final CliContext context;

  ConfigProgram(CliContext context) {
    this.context = context;
  }

  /**
   * Runs the program and gives what it exports.
   *
   * @throws CliException when Node is missing or the program fails
   */
  JsonText run(Path file) {
    String shown = context.shown(file);
    byte[] module = new Bundler(context).bundle(file, Bundler.Choice.FOR_NODE).code();
    try {
      Path folder = Files.createTempDirectory("af-config");
      Path program = folder.resolve("config.mjs");
      Path errors = folder.resolve("errors");
      Path output = folder.resolve("output");
      try {
        Files.write(program, module);
        Process process =
            new ProcessBuilder("node", "--input-type=module", "--eval", PRINT, program.toString())
                .directory(context.workingDirectory().toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        if (await(process, shown) != 0) {
          throw new CliException(shown + " fails: " + firstLine(errors));
        }
        return JsonText.ofFile(output, shown);
      } finally {
        for (Path path : List.of(program, errors, output, folder)) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("\"node\"")) {
        throw new CliException(
            shown + " is a program, and Node.js is not installed to run it",
            "Install Node.js, or write the project file as " + ConfigFile.NAME + ".");
      }
      throw new UncheckedIOException(e);
    }
  }

  private static int await(Process process, String shown) {
    try {
      if (process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new CliException(shown + " did not end within " + PATIENCE.toSeconds() + " s");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  /** The line that names the error; Node prints the source line before it. */
  private static String firstLine(Path errors) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(errors), StandardCharsets.UTF_8).lines().toList();
    return lines.stream()
        .filter(line -> line.matches("[A-Za-z]*Error\\b.*"))
        .findFirst()
        .or(() -> lines.stream().filter(line -> !line.isBlank()).findFirst())
        .orElse("it wrote no reason");
  }
}
