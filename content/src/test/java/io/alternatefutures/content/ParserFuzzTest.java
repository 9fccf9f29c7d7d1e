package io.alternatefutures.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.alternatefutures.model.Cid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Whatever bytes come, a parser gives a value or its own exception, in bounded time and memory.
 * Ordinary runs try the kept inputs; set {@code JAZZER_FUZZ=1} and name one method to search for
 * new ones.
 */
final class ParserFuzzTest {
  private static final long MAX_FILE = 1 << 20;

  @FuzzTest(maxDuration = "30s")
  void anyCarIsReadOrRefused(byte[] data) throws IOException {
    try {
      CarReader car = new CarReader(new ByteArrayInputStream(data));
      for (Optional<CarBlock> next = car.next(); next.isPresent(); next = car.next()) {
        assertThat(next.get().cid().verify(next.get().bytes())).isTrue();
      }
    } catch (ContentException e) {
      requireExplained(e);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyCarHeaderIsReadOrRefused(byte[] data) {
    try {
      CarHeader header = CarHeader.decode(data);
      if (header.version() == 1) {
        assertThat(CarHeader.decode(header.encode())).isEqualTo(header);
      }
    } catch (ContentException e) {
      requireExplained(e);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyNodeIsDecodedOrRefused(byte[] data) {
    try {
      DagPbNode node = DagPbNode.decode(data);
      DagPbNode again = DagPbNode.decode(node.encode());
      assertThat(again.links()).isEqualTo(node.links());
      assertThat(again.data()).isEqualTo(node.data());
    } catch (ContentException e) {
      requireExplained(e);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyUnixFsNodeIsReadOrRefused(byte[] data) throws IOException {
    Cid root = Cid.ofBlock(Cid.CODEC_DAG_PB, data);
    // Links lead back to the one block, whatever their CID, so that depth and loops are tried too.
    UnixFsReader reader = new UnixFsReader(cid -> cid.isIdentity() ? cid.digest() : data);
    try {
      reader.read(root, MAX_FILE);
    } catch (ContentException e) {
      requireExplained(e);
    }
    try {
      reader.resolve(root, "a/b");
      reader.list(root);
    } catch (ContentException e) {
      requireExplained(e);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyVarintIsReadOrRefused(byte[] data) throws IOException {
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(data);
      long value = Varints.read(in, "test");
      if (value != Varints.END) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Varints.write(out, value);
        assertThat(out.toByteArray()).hasSize(data.length - in.available());
        assertThat(data).startsWith(out.toByteArray());
      }
    } catch (ContentException e) {
      requireExplained(e);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyBinaryCidIsReadOrRefused(byte[] data) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(data);
      Cid cid = Cid.read(buffer);
      assertThat(cid.bytes()).hasSize(buffer.position());
      assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("Invalid CID: ");
    }
  }

  private static void requireExplained(ContentException e) {
    assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(4_096);
  }
}
