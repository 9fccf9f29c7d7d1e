package io.alternatefutures.control.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.control.Randomness;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.Slug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlugsTest {
  private static final Randomness FIXED = byte[]::new;

  @ParameterizedTest
  @CsvSource({
    "my-gateway, my-gateway",
    "My-Gateway, my-gateway",
    "-edge-, edge",
    "--, function",
    "7, 7",
  })
  void a_slug_is_the_name_in_lower_case_without_dashes_at_its_ends(String name, String slug) {
    assertThat(Slugs.of(new FunctionName(name))).isEqualTo(new Slug(slug));
  }

  @Test
  void a_suffix_is_five_characters() {
    assertThat(Slugs.withSuffix(new FunctionName("Edge"), FIXED)).isEqualTo(new Slug("edge-00000"));
    assertThat(Slugs.withSuffix(new FunctionName("---"), FIXED))
        .isEqualTo(new Slug("function-00000"));
  }

  @Test
  void a_long_name_makes_room_for_the_suffix_and_ends_on_no_dash() {
    Slug slug = Slugs.withSuffix(new FunctionName("n".repeat(56) + "-" + "n".repeat(6)), FIXED);
    assertThat(slug).isEqualTo(new Slug("n".repeat(56) + "-00000"));
  }

  @Test
  void random_letters_are_safe_in_host_names() {
    assertThat(Randomness.secure().letters(200)).hasSize(200).matches("[0-9a-z]+");
  }
}
