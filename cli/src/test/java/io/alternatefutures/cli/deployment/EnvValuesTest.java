package io.alternatefutures.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.context.UsageException;
import io.alternatefutures.cli.terminal.Style;
import io.alternatefutures.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvValuesTest {
  @TempDir Path folder;

  private Map<String, String> read(String text) throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(nowhere, nowhere, Style.PLAIN, Style.PLAIN, Terminal.Progress.HIDDEN);
    Path file = Files.writeString(folder.resolve(".env"), text);
    return EnvValues.ofFile(file, new CliContext(Map.of(), folder, terminal));
  }

  @Test
  void an_option_is_split_at_its_first_equals_sign() {
    assertThat(EnvValues.ofOptions(List.of("A=b=c", "EMPTY=", "A=last")))
        .isEqualTo(Map.of("A", "last", "EMPTY", ""));
  }

  @Test
  void a_name_that_cannot_be_one_is_refused() {
    assertThatThrownBy(() -> EnvValues.ofOptions(List.of("1A=x")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("\"1A\" is not a name");
  }

  @Test
  void comments_blank_lines_and_export_are_understood() throws IOException {
    assertThat(read("\n# a comment\nexport A=1\n  B = two words  # trailing\nC=x#y\n"))
        .isEqualTo(Map.of("A", "1", "B", "two words", "C", "x#y"));
  }

  @Test
  void quotes_keep_spaces_and_double_quotes_know_escapes() throws IOException {
    assertThat(read("A=' a # b '\nB=\"x\\ny \\\"z\\\" \\\\\"\nC='\\n'\nD=\"\"\n"))
        .isEqualTo(Map.of("A", " a # b ", "B", "x\ny \"z\" \\", "C", "\\n", "D", ""));
  }

  @Test
  void errors_name_the_line_but_not_the_value() {
    assertThatThrownBy(() -> read("A=1\nnonsense-secret\n"))
        .isInstanceOf(CliException.class)
        .hasMessage(".env:2: expected NAME=VALUE, found no \"=\"");
    assertThatThrownBy(() -> read("A=\"secret\n"))
        .hasMessage(".env:1: the value's closing \" is missing");
  }
}
