package io.alternatefutures.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Terminal terminal(Terminal.Progress progress) {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Style.PLAIN,
        Style.PLAIN,
        progress);
  }

  @Test
  void a_table_aligns_its_columns_and_has_no_trailing_spaces() {
    Table table = new Table("NAME", "URL");
    table.add("a", "http://a");
    table.add("longer", "");

    assertThat(table.lines(Style.PLAIN))
        .containsExactly("NAME    URL", "a       http://a", "longer");
  }

  @Test
  void a_table_colours_nothing_but_its_headings() {
    Table table = new Table("NAME");
    table.add("a");

    assertThat(table.lines(Style.COLOURED)).containsExactly("\u001b[1mNAME\u001b[0m", "a");
  }

  @Test
  void control_characters_from_elsewhere_never_reach_the_terminal() {
    assertThat(Printable.line("a\u001b[31mb\u0007\tc")).isEqualTo("a�[31mb�\tc");
  }

  @Test
  void progress_rewrites_one_line_of_standard_error_and_cleans_up() {
    try (ProgressBar bar =
        new ProgressBar(terminal(Terminal.Progress.SHOWN), "Uploading x", 2048)) {
      bar.update(0);
      bar.update(1024);
      bar.update(1025);
      bar.update(2048);
    }

    String text = err.toString(StandardCharsets.UTF_8);
    assertThat(text.split("\r")).hasSize(5);
    assertThat(text).contains("50 % of 2.0 KiB", "100 % of").endsWith("\r\u001b[K");
    assertThat(out.size()).isZero();
  }

  @Test
  void progress_is_not_shown_to_programs() {
    try (ProgressBar bar = new ProgressBar(terminal(Terminal.Progress.HIDDEN), "Uploading x", 10)) {
      bar.update(10);
    }

    assertThat(err.size()).isZero();
  }

  @Test
  void amounts_read_well() {
    assertThat(Sizes.readable(312)).isEqualTo("312 B");
    assertThat(Sizes.readable(4300)).isEqualTo("4.2 KiB");
    assertThat(Sizes.readable(17L << 20)).isEqualTo("17.0 MiB");
    assertThat(Sizes.readable(Duration.ofMillis(240))).isEqualTo("240 ms");
    assertThat(Sizes.readable(Duration.ofMillis(3_100))).isEqualTo("3.1 s");
  }
}
