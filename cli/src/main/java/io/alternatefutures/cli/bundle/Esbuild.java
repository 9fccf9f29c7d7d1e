package io.alternatefutures.cli.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs esbuild.
 *
 * <p>The same sources give the same bytes on every machine: paths in the output are relative to the
 * entry's folder. The source map is part of the module, so that the runtime can name source lines
 * in a function's log; it holds names and positions, not the sources themselves.
 */
final class Esbuild {
  private static final List<String> OPTIONS =
      List.of(
          "--bundle",
          "--format=esm",
          "--platform=browser",
          "--conditions=worker,browser,module",
          "--main-fields=browser,module,main",
          "--target=es2024",
          "--charset=utf8",
          "--define:process.env.NODE_ENV=\"production\"",
          "--log-level=error",
          "--log-limit=" + Limits.SHOWN_ERRORS,
          "--color=false");

  /** Gives a bundle the require() that is used in it. */
  private static final String REQUIRE =
      "--banner:js=import { createRequire } from \"node:module\";"
          + " const require = createRequire(import.meta.url);";

  private final Path program;
  private final CliContext context;
  private final BuiltInStubs builtIns = new BuiltInStubs();

  Esbuild(Path program, CliContext context) {
    this.program = program;
    this.context = context;
  }

  /** One module of {@code entry} and everything it imports, with its source map. */
  byte[] bundle(Path entry, Imports imports) {
    List<String> options = new ArrayList<>(builtIns.external());
    // Functions import when they are loaded; what is built in, require() gives later, too.
    options.add("--supported:dynamic-import=false");
    if (imports.requires()) {
      options.add(REQUIRE);
    }
    return bundle(entry, options);
  }

  /** The same for a program that Node.js runs. */
  byte[] bundleForNode(Path entry) {
    return bundle(entry, List.of("--external:node:*"));
  }

  private byte[] bundle(Path entry, List<String> externals) {
    try (Scratch scratch = Scratch.create()) {
      List<String> options = new ArrayList<>(externals);
      options.add("--sourcemap=inline");
      options.add("--sources-content=false");
      // Standard output has no folder of its own, so the paths in it are relative to the entry's.
      run(entry, scratch, options);
      return Files.readAllBytes(scratch.output());
    } catch (IOException e) {
      throw cannotRun(e);
    }
  }

  /**
   * What {@code entry} imports, directly and through what it imports.
   *
   * @throws CliException when something of it is neither there nor built into the runtime
   */
  Imports imports(Path entry) {
    try (Scratch scratch = Scratch.create()) {
      Path metadata = scratch.folder().resolve("metadata.json");
      List<String> options = new ArrayList<>(builtIns.write(scratch.folder()));
      options.add("--outfile=" + scratch.folder().resolve("module.js"));
      options.add("--metafile=" + metadata);
      run(entry, scratch, options);
      return Imports.of(new ObjectMapper().readTree(metadata.toFile()).path("inputs"), builtIns);
    } catch (IOException e) {
      throw cannotRun(e);
    }
  }

  String version() {
    try (Scratch scratch = Scratch.create()) {
      Process process =
          new ProcessBuilder(program.toString(), "--version")
              .redirectOutput(scratch.output().toFile())
              .redirectError(scratch.errors().toFile())
              .start();
      if (await(process) != 0) {
        throw new IOException(Files.readString(scratch.errors()).strip());
      }
      return Files.readString(scratch.output()).strip();
    } catch (IOException e) {
      throw cannotRun(e);
    }
  }

  private void run(Path entry, Scratch scratch, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    // A name that starts with a dash would be taken for an option.
    command.add("./" + entry.getFileName());
    command.addAll(OPTIONS);
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    Path folder = entry.getParent();
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    Process process =
        builder
            .redirectOutput(Redirect.to(scratch.output().toFile()))
            .redirectError(Redirect.to(scratch.errors().toFile()))
            .start();
    process.getOutputStream().close();
    if (await(process) != 0) {
      throw new EsbuildErrors(builtIns, context).explain(Files.readString(scratch.errors()), entry);
    }
  }

  private static int await(Process process) {
    try {
      if (process.waitFor(Limits.ESBUILD.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new CliException(
          "esbuild did not end within " + Limits.ESBUILD.toSeconds() + " s",
          "Deploy the file as it is with: --bundle false");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private static CliException cannotRun(IOException e) {
    return new CliException(
        "Cannot run esbuild: " + e.getMessage(), "Deploy the file as it is with: --bundle false");
  }
}
