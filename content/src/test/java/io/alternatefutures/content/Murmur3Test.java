package io.alternatefutures.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Murmur3Test {
  /** Hashes computed with the murmur3-x64-64 of multiformats' reference implementation. */
  @ParameterizedTest
  @CsvSource({
    "'',0000000000000000",
    "a,85555565f6597889",
    "hello world,533f6046eb7f610e",
    "0123456789abcdef,4be06d94cf4ad1a7",
    "0123456789abcdef0123456789abcdefXYZ,263a542fa3e51fc6",
    "ünïcode ☃.txt,b1b02b456901acbf"
  })
  void hashesAsTheReferenceDoes(String text, String expected) {
    long hash = Murmur3.hash64(text.getBytes(StandardCharsets.UTF_8));

    assertThat(String.format("%016x", hash)).isEqualTo(expected);
  }
}
