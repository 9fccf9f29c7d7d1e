package io.alternatefutures.cli.deployment;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.context.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Values for a function's {@code env}, from {@code --env} and {@code --envFile}. */
public final class EnvValues {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private EnvValues() {}

  /** Values of options in the form {@code NAME=VALUE}; a later one replaces an earlier. */
  static Map<String, String> ofOptions(List<String> options) {
    return ofAssignments(options, "option '--env'");
  }

  /**
   * Values in the form {@code NAME=VALUE}; a later one replaces an earlier.
   *
   * @param place where they were given, for messages
   */
  public static Map<String, String> ofAssignments(List<String> assignments, String place) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 0) {
        throw new UsageException(
            "Invalid value for "
                + place
                + ": \""
                + assignment
                + "\" is not in the form NAME=VALUE");
      }
      String name = assignment.substring(0, equals);
      if (!NAME.matcher(name).matches()) {
        throw new UsageException(
            "Invalid value for " + place + ": \"" + name + "\" is not a name. " + rule());
      }
      values.put(name, assignment.substring(equals + 1));
    }
    return values;
  }

  /**
   * Values of a file with one {@code NAME=VALUE} a line. Empty lines, lines that start with {@code
   * #}, a leading {@code export} and quotes around a value are understood; in double quotes {@code
   * \n}, {@code \"} and {@code \\} are escapes.
   */
  public static Map<String, String> ofFile(Path file, CliContext context) {
    String shown = context.shown(file);
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException _) {
      throw new CliException("File not found: " + shown, "Check the value of --envFile.");
    } catch (IOException e) {
      throw new CliException("Cannot read " + shown + ": " + e.getMessage());
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        parseLine(line, shown + ":" + (i + 1), values);
      }
    }
    return values;
  }

  private static void parseLine(String line, String place, Map<String, String> values) {
    String assignment = line.startsWith("export ") ? line.substring(7).stripLeading() : line;
    int equals = assignment.indexOf('=');
    String name = equals < 0 ? assignment : assignment.substring(0, equals).stripTrailing();
    // The value is not repeated in a message: it may be a secret.
    if (equals < 0) {
      throw new CliException(place + ": expected NAME=VALUE, found no \"=\"");
    }
    if (!NAME.matcher(name).matches()) {
      throw new CliException(place + ": \"" + name + "\" is not a name", rule());
    }
    values.put(name, unquote(assignment.substring(equals + 1).strip(), place));
  }

  private static String unquote(String value, String place) {
    if (value.isEmpty()) {
      return value;
    }
    char quote = value.charAt(0);
    if (quote != '"' && quote != '\'') {
      int comment = value.indexOf(" #");
      return comment < 0 ? value : value.substring(0, comment).stripTrailing();
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == quote) {
        return text.toString();
      }
      if (c == '\\' && quote == '"' && i + 1 < value.length()) {
        i++;
        text.append(value.charAt(i) == 'n' ? '\n' : value.charAt(i));
      } else {
        text.append(c);
      }
    }
    throw new CliException(place + ": the value's closing " + quote + " is missing");
  }

  private static String rule() {
    return "A name has letters, digits and underscores, and does not start with a digit.";
  }
}
