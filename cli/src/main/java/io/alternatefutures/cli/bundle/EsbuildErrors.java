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

  private EsbuildErrors() {}

  static CliException explain(String output, Path entry, CliContext context) {
    Path folder = entry.toAbsolutePath().getParent();
    List<String> errors = new ArrayList<>();
    Matcher matcher = ERROR.matcher(output);
    while (matcher.find()) {
      errors.add(message(matcher, folder == null ? entry : folder, context));
    }
    if (errors.isEmpty()) {
      return new CliException(
          "esbuild failed on " + context.shown(entry) + ": " + output.strip(),
          "Deploy the file as it is with: --bundle false");
    }
    return new CliException(String.join("\n", errors), advice(output, folder, context));
  }

  private static String message(Matcher error, Path folder, CliContext context) {
    String text = error.group("text");
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

  private static String advice(String output, @Nullable Path folder, CliContext context) {
    Matcher missing = PACKAGE.matcher(output);
    if (!missing.find() || folder == null) {
      return "";
    }
    String where = folder.equals(context.workingDirectory()) ? "" : " in " + context.shown(folder);
    return "Install the package with: npm install " + missing.group("name") + where;
  }
}
