package io.alternatefutures.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CodeCacheTest {
  private static final int MEGABYTE = 1024 * 1024;

  private final CodeCache cache = new CodeCache();

  private static byte[] source(int number, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) number);
    return bytes;
  }

  @Test
  void codeIsFoundByTheVeryBytesOfItsModule() {
    byte[] code = {1, 2, 3};
    cache.put(source(1, 100), code);
    assertThat(cache.get(source(1, 100))).isSameAs(code);
    assertThat(cache.get(source(2, 100))).isNull();
    assertThat(cache.get(source(1, 101))).isNull();
  }

  @Test
  void whatWasUsedLeastRecentlyMakesRoom() {
    for (int i = 0; i < 5; i++) {
      cache.put(source(i, MEGABYTE), new byte[2 * MEGABYTE]);
    }
    assertThat(cache.get(source(0, MEGABYTE))).isNotNull();
    cache.put(source(5, MEGABYTE), new byte[2 * MEGABYTE]);
    assertThat(cache.get(source(1, MEGABYTE))).isNull();
    assertThat(cache.get(source(0, MEGABYTE))).isNotNull();
  }

  @Test
  void aModuleThatWouldFillTheCacheIsNotKept() {
    cache.put(source(1, 2 * MEGABYTE), new byte[3 * MEGABYTE]);
    assertThat(cache.get(source(1, 2 * MEGABYTE))).isNull();
  }
}
