package io.alternatefutures.cli.bundle;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns what esbuild says into messages that editors can jump to: {@code file:line:column: text}.
 */
final class EsbuildErrors {
  /** Heading, an empty line, place, and the lines of source that follow it. */
  private static final Pattern ERROR =
      Pattern.compile(
          "(?m)^\\S+ \\[ERROR\\] (?<text>.*)$(?:\\n\\n^ {4}(?<file>\\S.*):(?<line>\\d+):"
              + "(?<column>\\d+):$(?<frame>(?:\\n^ {6}.*$)*))?");

  private static final Pattern PACKAGE =
      Pattern.compile("Could not resolve \"(?<name>(?:@[^/\"]+/)?[^./\"@][^/\"]*)[^\"]*\"");

  private static final Pattern UNRESOLVED = Pattern.compile("Could not resolve \"([^\"]+)\"");
  private static final Pattern NO_EXPORT =
      Pattern.compile("No matching export in \"([^\"]+)\" for import \"([^\"]+)\"");

  private final BuiltInStubs builtIns;
  private final CliContext context;

  EsbuildErrors(BuiltInStubs builtIns, CliContext context) {
    this.builtIns = builtIns;
    this.context = context;
  }

  CliException explain(String output, Path entry) {
    Path folder = entry.toAbsolutePath().getParent();
    List<String> errors = new ArrayList<>();
    Matcher matcher = ERROR.matcher(output);
    while (matcher.find()) {
      errors.add(message(matcher, folder == null ? entry : folder, output));
    }
    if (errors.isEmpty()) {
      return new CliException(
          "esbuild failed on " + context.shown(entry) + ": " + output.strip(),
          "Deploy the file as it is with: --bundle false");
    }
    return new CliException(String.join("\n", errors), advice(output, folder));
  }

  private String message(Matcher error, Path folder, String output) {
    String text = builtIn(error.group("text"), output);
    if (error.group("file") == null) {
      return text;
    }
    // esbuild counts columns from 0, editors and the runtime from 1.
    int column = Integer.parseInt(error.group("column")) + 1;
    Path file = folder.resolve(error.group("file")).normalize();
    return context.shown(file)
        + ":"
        + error.group("line")
        + ":"
        + column
        + ": "
        + text
        + error.group("frame").stripTrailing();
  }

  /** The error in terms of what is built into the runtime, if it is about that. */
  private String builtIn(String text, String output) {
    Matcher export = NO_EXPORT.matcher(text);
    if (export.find()) {
      return builtIns
          .of(export.group(1))
          .map(module -> builtIns.missing(module, export.group(2)))
          .orElse(text);
    }
    Matcher unresolved = UNRESOLVED.matcher(text);
    return unresolved.find() && ofNode(unresolved.group(1), output)
        ? builtIns.missing(unresolved.group(1))
        : text;
  }

  private static boolean ofNode(String name, String output) {
    return name.startsWith("node:")
        || output.contains(
            "\"" + name + "\" wasn't found on the file system but is built into node");
  }

  private String advice(String output, @Nullable Path folder) {
    Matcher missing = PACKAGE.matcher(output);
    if (!missing.find() || folder == null || ofNode(missing.group("name"), output)) {
      return "";
    }
    String where = folder.equals(context.workingDirectory()) ? "" : " in " + context.shown(folder);
    return "Install the package with: npm install " + missing.group("name") + where;
  }
}
