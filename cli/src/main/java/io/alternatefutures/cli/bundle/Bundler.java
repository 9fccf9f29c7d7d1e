package io.alternatefutures.cli.bundle;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether a file is deployed as it is, and bundles it when not.
 *
 * <p>A JavaScript file that imports nothing but what is built into the runtime is deployed byte for
 * byte: its CID is then the one that anybody computes from the file. TypeScript, JSX and files with
 * imports become one module.
 */
public final class Bundler {
  /** Whether bundling is wanted. */
  public enum Choice {
    WHERE_NEEDED,
    NEVER,
    /** Always, for Node.js to run. */
    FOR_NODE
  }

  private static final Set<String> JAVASCRIPT = Set.of("js", "mjs");
  private static final Set<String> ALWAYS_BUNDLED = Set.of("ts", "mts", "cts", "tsx", "jsx", "cjs");

  /** Words without which a file surely imports nothing; esbuild tells whether they are imports. */
  private static final Pattern MAY_IMPORT =
      Pattern.compile("\\b(?:import|require)\\b|\\bexport\\b[^;]*\\bfrom\\b");

  private final CliContext context;

  public Bundler(CliContext context) {
    this.context = context;
  }

  /**
   * Makes the module of a source file.
   *
   * @throws CliException when the file cannot be read or bundled
   */
  public Module bundle(Path file, Choice choice) {
    byte[] source = read(file);
    if (choice == Choice.NEVER) {
      return new Module(source, Module.Origin.FILE);
    }
    if (choice == Choice.FOR_NODE) {
      return new Module(esbuild().bundleForNode(file), Module.Origin.BUNDLE);
    }
    String extension = extension(file);
    if (ALWAYS_BUNDLED.contains(extension)) {
      return bundled(file, esbuild().imports(file));
    }
    if (!JAVASCRIPT.contains(extension)
        || !MAY_IMPORT.matcher(new String(source, StandardCharsets.UTF_8)).find()) {
      return new Module(source, Module.Origin.FILE);
    }
    Imports imports = esbuild().imports(file);
    return imports.selfContained()
        ? new Module(source, Module.Origin.FILE)
        : bundled(file, imports);
  }

  /**
   * Version of esbuild.
   *
   * @throws CliException when it cannot be run on this machine
   */
  public String version() {
    return esbuild().version();
  }

  private Module bundled(Path file, Imports imports) {
    return new Module(esbuild().bundle(file, imports), Module.Origin.BUNDLE);
  }

  private Esbuild esbuild() {
    return new Esbuild(EsbuildProgram.locate(context), context);
  }

  private byte[] read(Path file) {
    String shown = context.shown(file);
    try {
      if (Files.isDirectory(file)) {
        throw new CliException(
            shown + " is a folder, not a file", "Give the file that exports the handler.");
      }
      long size = Files.size(file);
      if (size > Limits.SOURCE_BYTES) {
        throw new CliException(
            shown + " has " + size + " bytes; a module has at most " + Limits.SOURCE_BYTES);
      }
      if (size == 0) {
        throw new CliException(shown + " is empty");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      throw new CliException("File not found: " + shown, "Check the value of --path.");
    } catch (AccessDeniedException _) {
      throw new CliException("No permission to read " + shown);
    } catch (IOException e) {
      throw new CliException("Cannot read " + shown + ": " + e.getMessage());
    }
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
