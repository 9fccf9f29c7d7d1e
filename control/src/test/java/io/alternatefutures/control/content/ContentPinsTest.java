package io.alternatefutures.control.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Cid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContentPinsTest {
  private static final Cid ONE = Cid.ofBlock(Cid.CODEC_RAW, new byte[] {1});
  private static final Cid TWO = Cid.ofBlock(Cid.CODEC_RAW, new byte[] {2});

  private final ContentPins pins = new ContentPins();
  private final List<Cid> deleted = new ArrayList<>();

  @Test
  void what_is_pinned_is_left_alone_and_the_rest_is_not() {
    boolean inside =
        pins.pinned(
            List.of(ONE),
            () -> {
              assertThat(pins.unlessPinned(TWO, () -> deleted.add(TWO))).isTrue();
              return pins.unlessPinned(ONE, () -> deleted.add(ONE));
            });
    assertThat(inside).isFalse();
    assertThat(deleted).containsExactly(TWO);
  }

  @Test
  void what_is_pinned_twice_is_free_after_both() {
    pins.pinned(
        List.of(ONE),
        () -> {
          pins.pinned(List.of(ONE, ONE), () -> 0);
          assertThat(pins.unlessPinned(ONE, () -> deleted.add(ONE))).isFalse();
          return 0;
        });
    assertThat(pins.unlessPinned(ONE, () -> deleted.add(ONE))).isTrue();
  }
}
