package io.alternatefutures.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

final class CidPropertiesTest {
  @Property
  void textAndBytesRoundTrip(
      @ForAll @LongRange(min = 0) long codec, @ForAll @Size(32) List<Byte> digest) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = digest.get(i);
    }

    Cid cid = Cid.ofDigest(codec, bytes);

    assertThat(Cid.of(cid.bytes())).isEqualTo(cid).hasSameHashCodeAs(cid);
    assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
    assertThat(cid.digest()).isEqualTo(bytes);
  }

  @Property
  void anyTextIsParsedOrRefusedWithAReason(@ForAll @StringLength(max = 300) String text) {
    requireParsedOrRefused(text);
  }

  @Property
  void anyTextOfABaseIsParsedOrRefusedWithAReason(
      @ForAll @LongRange(min = 0, max = 4) long prefix,
      @ForAll @StringLength(max = 60) @AlphaChars @NumericChars String text) {
    requireParsedOrRefused("bBkKz".charAt((int) prefix) + text);
  }

  @Property
  void anyBytesAreReadOrRefusedWithAReason(@ForAll @Size(max = 200) byte[] bytes) {
    try {
      Cid cid = Cid.of(bytes);
      assertThat(cid.bytes()).isEqualTo(bytes);
      assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("Invalid CID: ");
    }
  }

  private static void requireParsedOrRefused(String text) {
    try {
      assertThat(Cid.parse(Cid.parse(text).toString())).isEqualTo(Cid.parse(text));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("Invalid CID");
    }
  }
}
