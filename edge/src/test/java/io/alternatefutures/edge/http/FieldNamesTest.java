package io.alternatefutures.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FieldNamesTest {
  private final FieldNames names = new FieldNames();

  private CharSequence of(String name) {
    byte[] line = ("\n" + name + ": value").getBytes(StandardCharsets.ISO_8859_1);
    return names.of(line, 1, name.length());
  }

  @Test
  void a_name_that_came_before_is_the_same_object() {
    CharSequence first = of("User-Agent");
    assertThat(first).hasToString("User-Agent");
    assertThat(of("User-Agent")).isSameAs(first);
  }

  @Test
  void names_are_told_apart_by_every_byte() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(of("x-" + i + "-name")).hasToString("x-" + i + "-name");
        assertThat(of("X-" + i + "-name")).hasToString("X-" + i + "-name");
      }
    }
  }

  @Test
  void a_name_does_not_change_with_the_buffer_it_came_in() {
    byte[] line = "Accept".getBytes(StandardCharsets.ISO_8859_1);
    CharSequence name = names.of(line, 0, line.length);
    line[0] = 'X';
    assertThat(name).hasToString("Accept");
    assertThat(of("Accept")).isSameAs(name);
  }

  @Test
  void long_names_and_empty_ones_are_not_kept() {
    String name = "x".repeat(1_000);
    assertThat(of(name)).hasToString(name).isNotSameAs(of(name));
    assertThat(of("")).isEmpty();
  }
}
