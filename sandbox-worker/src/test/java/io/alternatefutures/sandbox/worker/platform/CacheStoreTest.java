package io.alternatefutures.sandbox.worker.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheStoreTest {
  private static final double FOREVER = Double.POSITIVE_INFINITY;
  private long now = 1_000;
  private final CacheStore store = new CacheStore(() -> Instant.ofEpochMilli(now));

  private List<String> urls() {
    return store.find("a", null, false).stream().map(CacheStore.Entry::url).toList();
  }

  @Test
  void whatHasExpiredIsGone() throws OpException {
    store.put("a", "http://x/1", "{}", new byte[1], 10);
    store.put("a", "http://x/2", "{}", new byte[1], FOREVER);
    now += 10;
    assertThat(urls()).containsExactly("http://x/2");
  }

  @Test
  void whatWasNotReadForLongestMakesRoom() throws OpException {
    byte[] body = new byte[CacheStore.MAX_ENTRY_BYTES - 1_000];
    for (int i = 1; i <= CacheStore.MAX_BYTES / CacheStore.MAX_ENTRY_BYTES; i++) {
      store.put("a", "http://x/" + i, "{}", body, FOREVER);
    }
    store.body(store.find("a", "http://x/1", false).getFirst().id());
    store.put("a", "http://x/new", "{}", body, FOREVER);
    assertThat(urls()).containsExactly("http://x/1", "http://x/3", "http://x/4", "http://x/new");
  }

  @Test
  void aDroppedCacheFreesItsRoom() throws OpException {
    byte[] body = new byte[CacheStore.MAX_ENTRY_BYTES - 1_000];
    for (int i = 0; i < 4; i++) {
      store.put("b", "http://x/" + i, "{}", body, FOREVER);
    }
    assertThat(store.drop("b")).isTrue();
    for (int i = 0; i < 4; i++) {
      store.put("a", "http://x/" + i, "{}", body, FOREVER);
    }
    assertThat(urls()).hasSize(4);
    assertThat(store.has("b")).isFalse();
  }

  @Test
  void moreThanItsBoundsIsRefused() throws OpException {
    byte[] body = new byte[CacheStore.MAX_ENTRY_BYTES];
    assertThatThrownBy(() -> store.put("a", "http://x/", "{}", body, FOREVER))
        .isInstanceOf(OpException.class)
        .hasMessage("A response has at most 8388608 bytes");
    for (int i = 0; i < CacheStore.MAX_CACHES; i++) {
      store.open("cache " + i);
    }
    assertThatThrownBy(() -> store.open("one more")).hasMessage("There are 256 caches already");
  }

  @Test
  void aQueryCanBeLeftOut() throws OpException {
    store.put("a", "http://x/1?a", "{}", new byte[1], FOREVER);
    assertThat(store.find("a", "http://x/1", false)).isEmpty();
    assertThat(store.find("a", "http://x/1", true)).hasSize(1);
  }
}
