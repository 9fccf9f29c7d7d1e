package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Style;
import io.alternatefutures.cli.terminal.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class CommandTreeTest {
  @TempDir Path folder;

  static Stream<CommandLine> commands() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(nowhere, nowhere, Style.PLAIN, Style.PLAIN, Terminal.Progress.HIDDEN);
    CommandLine root = Commands.tree(new CliContext(Map.of(), Path.of("/"), terminal));
    return below(root);
  }

  private static Stream<CommandLine> below(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(CommandTreeTest::below));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_and_option_says_what_it_does(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    assertThat(command.getCommandSpec().findOption("--help")).isNotNull();
    assertThat(command.getCommandSpec().options())
        .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
  }

  @Test
  void commands_about_functions_show_examples() {
    assertThat(commands().filter(c -> c.getCommandSpec().qualifiedName().contains("functions")))
        .hasSizeGreaterThan(10)
        .allSatisfy(c ->
            assertThat(String.join("\n", c.getCommandSpec().usageMessage().footer()))
                .contains("Examples:"));
  }

  @Test
  void help_goes_to_standard_output_and_succeeds() {
    Cli.Result result = new Cli(folder).run("functions", "deploy", "--help");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("--path", "--bundle", "--envFile", "Examples:");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void no_command_is_wrong_usage() {
    Cli.Result result = new Cli(folder).run();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("error: Missing required subcommand", "af --help");
  }

  @Test
  void a_misspelt_command_is_wrong_usage_with_a_suggestion() {
    Cli.Result result = new Cli(folder).run("functions", "crate");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("error:", "functions create", "af functions --help");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void a_missing_name_is_wrong_usage() {
    Cli.Result result = new Cli(folder).run("functions", "create");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Missing required option: '--name=<name>'");
  }

  @Test
  void an_update_of_nothing_is_wrong_usage() {
    Cli.Result result = new Cli(folder).run("functions", "update", "--functionName", "x");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Nothing to change");
  }

  @Test
  void the_version_is_printed_for_people_and_programs() {
    assertThat(new Cli(folder).run("version").out()).startsWith("af ");
    assertThat(new Cli(folder).run("--version").out()).startsWith("af ");
    assertThat(new Cli(folder).run("version", "--json").out()).contains("\"version\"", "\"java\"");
  }

  @Test
  void the_completion_script_knows_the_commands() {
    assertThat(new Cli(folder).run("completion").out()).contains("complete -F", "rollback");
  }
}
