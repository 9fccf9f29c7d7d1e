package io.alternatefutures.content;

import static io.alternatefutures.content.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.Cid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CarTest {
  private static final byte[] HELLO = "hello world".getBytes(StandardCharsets.UTF_8);
  private static final Cid CID = Cid.ofBlock(Cid.CODEC_RAW, HELLO);

  /** Written with the reference implementation: one root, one block. */
  private static final String REFERENCE =
      "3aa265726f6f747381d82a58250001551220b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7"
          + "ace2efcde96776657273696f6e01"
          + "2f01551220b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
          + "68656c6c6f20776f726c64";

  @TempDir private Path directory;

  @Test
  void writesTheBytesOfTheReference() throws IOException {
    assertThat(HexFormat.of().formatHex(car(CID, HELLO))).isEqualTo(REFERENCE);
  }

  @Test
  void readsWhatTheReferenceWrote() throws IOException {
    CarReader car = reader(HexFormat.of().parseHex(REFERENCE));

    assertThat(car.roots()).containsExactly(CID);
    assertThat(car.next().orElseThrow().bytes()).isEqualTo(HELLO);
    assertThat(car.next()).isEmpty();
  }

  @Test
  void namesTheRootAfterwardsInAFile() throws IOException {
    Path file = directory.resolve("a.car");
    Cid root;
    try (CarWriter writer = CarWriter.create(file)) {
      root = new UnixFsWriter(writer).addFile(TestContent.bytes(2_500_000)).cid();
      writer.finish(root);
    }

    CarReader car = reader(Files.readAllBytes(file));
    assertThat(car.roots()).containsExactly(root);
    assertThat(blocks(car)).hasSize(4).last().isEqualTo(root);
  }

  @Test
  void writesABlockOnce() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter writer = CarWriter.to(out, CID)) {
      writer.put(CID, HELLO);
      writer.put(CID, HELLO);
      writer.finish(CID);
    }

    assertThat(blocks(reader(out.toByteArray()))).containsExactly(CID);
  }

  @Test
  void unwrapsVersion2() throws IOException {
    byte[] inner = car(CID, HELLO);
    ByteBuffer outer = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
    outer.put(HexFormat.of().parseHex("0aa16776657273696f6e02"));
    outer.putLong(0).putLong(0).putLong(51 + 13).putLong(inner.length).putLong(0);
    outer.put(new byte[13]).put(inner).put("an index".getBytes(StandardCharsets.UTF_8));

    CarReader car = reader(Arrays.copyOf(outer.array(), outer.position()));

    assertThat(car.roots()).containsExactly(CID);
    assertThat(blocks(car)).containsExactly(CID);
  }

  @Test
  void readsAStreamThatTrickles() throws IOException {
    InputStream in = TestContent.trickling(new ByteArrayInputStream(car(CID, HELLO)));

    assertThat(blocks(new CarReader(in))).containsExactly(CID);
  }

  @Test
  void refusesABlockThatDoesNotHashToItsCid() throws IOException {
    byte[] car = car(CID, HELLO);
    car[car.length - 1] ^= 1;

    assertFails(() -> blocks(reader(car)), ContentCode.CONTENT_INVALID)
        .withMessage("CAR block of 11 bytes does not hash to its CID " + CID);
  }

  @Test
  void refusesAnArchiveThatIsCutShort() throws IOException {
    byte[] car = car(CID, HELLO);

    assertFails(
            () -> blocks(reader(Arrays.copyOf(car, car.length - 3))), ContentCode.CONTENT_INVALID)
        .withMessage("CAR section is cut short: expected 47 bytes, found 44");
    assertFails(() -> reader(Arrays.copyOf(car, 20)), ContentCode.CONTENT_INVALID)
        .withMessage("CAR header is cut short: expected 58 bytes, found 19");
    assertFails(() -> reader(new byte[0]), ContentCode.CONTENT_INVALID).withMessage("CAR is empty");
  }

  @Test
  void refusesABlockOverTheLimitWithoutReadingIt() throws IOException {
    byte[] large = new byte[Limits.MAX_BLOCK_BYTES + 1];
    Cid cid = Cid.ofBlock(Cid.CODEC_RAW, large);
    byte[] justOver = car(cid, large);
    ByteArrayOutputStream farOver = new ByteArrayOutputStream();
    CarWriter.to(farOver, CID);
    Varints.write(farOver, Long.MAX_VALUE);

    assertFails(() -> blocks(reader(justOver)), ContentCode.CONTENT_TOO_LARGE)
        .withMessage("block " + cid + " has 2097153 bytes; at most 2097152");
    assertFails(() -> blocks(reader(farOver.toByteArray())), ContentCode.CONTENT_TOO_LARGE)
        .withMessage("CAR section has 9223372036854775807 bytes; a block may have 2097152 bytes");
  }

  @Test
  void refusesAHeaderOverTheLimit() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Varints.write(out, Limits.MAX_CAR_HEADER_BYTES + 1L);

    assertFails(() -> reader(out.toByteArray()), ContentCode.CONTENT_TOO_LARGE)
        .withMessage("CAR header has 16385 bytes; at most 16384");
  }

  @Test
  void refusesWhatIsNoCar() {
    byte[] html =
        "<!DOCTYPE html><html>not found</html>".repeat(9).getBytes(StandardCharsets.UTF_8);

    assertFails(() -> reader(html), ContentCode.CONTENT_INVALID)
        .withMessageContaining("where a map is expected");
    assertFails(
            () -> reader(HexFormat.of().parseHex("0aa16776657273696f6e03")),
            ContentCode.CONTENT_INVALID)
        .withMessage("CAR version is 3; expected 1 or 2");
    assertFails(
            () -> reader(HexFormat.of().parseHex("0aa16776657273696f6e01")),
            ContentCode.CONTENT_INVALID)
        .withMessage("CAR header has no roots");
    assertFails(() -> reader(HexFormat.of().parseHex("01a0")), ContentCode.CONTENT_INVALID)
        .withMessage("CAR header has no version");
  }

  @Test
  void refusesASectionWhoseCidCannotBeChecked() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter.to(out, CID);
    byte[] blake3 = HexFormat.of().parseHex("01551e20" + "00".repeat(32));
    Varints.write(out, blake3.length);
    out.write(blake3);

    assertFails(() -> blocks(reader(out.toByteArray())), ContentCode.CONTENT_INVALID)
        .withMessage(
            "CAR section: Invalid CID: hash function 0x1e is not supported; expected sha2-256"
                + " (0x12)");
  }

  private static byte[] car(Cid cid, byte[] block) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter writer = CarWriter.to(out, cid)) {
      writer.put(cid, block);
    }
    return out.toByteArray();
  }

  private static CarReader reader(byte[] car) throws IOException {
    return new CarReader(new ByteArrayInputStream(car));
  }

  private static List<Cid> blocks(CarReader car) throws IOException {
    List<Cid> cids = new ArrayList<>();
    for (Optional<CarBlock> next = car.next(); next.isPresent(); next = car.next()) {
      cids.add(next.get().cid());
    }
    return cids;
  }
}
