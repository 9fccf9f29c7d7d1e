package io.alternatefutures.content;

import static io.alternatefutures.content.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepairingSourceTest {
  private static final byte[] BLOCK = TestContent.bytes(100);
  private static final Cid CID = Cid.ofBlock(Cid.CODEC_RAW, BLOCK);

  private final List<Cid> asked = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  @TempDir private Path directory;
  private BlockStore store;

  @BeforeEach
  void open() throws IOException {
    store = BlockStore.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void asksOnceAndGivesTheNewBlock() throws IOException {
    RepairingSource source =
        new RepairingSource(
            store,
            cid -> {
              asked.add(cid);
              store.put(cid, BLOCK);
            },
            () -> now);

    assertThat(source.get(CID)).isEqualTo(BLOCK);
    assertThat(source.get(CID)).isEqualTo(BLOCK);
    assertThat(asked).containsExactly(CID);
  }

  @Test
  void doesNotAskAgainSoonAfterAFailure() {
    RepairingSource source =
        new RepairingSource(
            store,
            cid -> {
              asked.add(cid);
              throw ContentException.unavailable("nobody has it");
            },
            () -> now);

    assertFails(() -> source.get(CID), ContentCode.CONTENT_UNAVAILABLE)
        .withMessage("block " + CID + " is not in the store; not repaired: nobody has it");
    now = now.plus(Limits.REPAIR_RETRY_AFTER).minusMillis(1);
    assertFails(() -> source.get(CID), ContentCode.CONTENT_UNAVAILABLE);
    assertThat(asked).hasSize(1);

    now = now.plusMillis(1);
    assertFails(() -> source.get(CID), ContentCode.CONTENT_UNAVAILABLE);
    assertThat(asked).hasSize(2);
  }
}
