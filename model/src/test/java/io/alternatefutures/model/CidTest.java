package io.alternatefutures.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CidTest {
  /** The string {@code hello world} as one raw block: a test vector of IPIP-499. */
  private static final String HELLO = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

  /** The empty directory: a test vector of the UnixFS specification, in both versions. */
  private static final String EMPTY_V0 = "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn";

  private static final String EMPTY_V1 =
      "bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354";

  private static final byte[] HELLO_WORLD = "hello world".getBytes(StandardCharsets.UTF_8);
  private static final byte[] EMPTY_DIRECTORY = HexFormat.of().parseHex("0a020801");

  @Test
  void namesABlockByItsHash() {
    assertThat(Cid.ofBlock(Cid.CODEC_RAW, HELLO_WORLD)).hasToString(HELLO);
    assertThat(Cid.ofBlock(Cid.CODEC_DAG_PB, EMPTY_DIRECTORY)).hasToString(EMPTY_V1);
  }

  @Test
  void parsesVersion1() {
    Cid cid = Cid.parse(HELLO);

    assertThat(cid.version()).isEqualTo(1);
    assertThat(cid.codec()).isEqualTo(Cid.CODEC_RAW);
    assertThat(cid.isRaw()).isTrue();
    assertThat(cid.isDagPb()).isFalse();
    assertThat(cid.isIdentity()).isFalse();
    assertThat(cid.bytes()).hasSize(36).startsWith(0x01, 0x55, 0x12, 0x20);
    assertThat(cid.digest()).hasSize(32);
    assertThat(cid.verify(HELLO_WORLD)).isTrue();
    assertThat(cid.verify(EMPTY_DIRECTORY)).isFalse();
  }

  @Test
  void keepsVersion0AsItIs() {
    Cid cid = Cid.parse(EMPTY_V0);

    assertThat(cid).hasToString(EMPTY_V0);
    assertThat(cid.version()).isZero();
    assertThat(cid.codec()).isEqualTo(Cid.CODEC_DAG_PB);
    assertThat(cid.bytes()).hasSize(34).startsWith(0x12, 0x20);
    assertThat(cid.verify(EMPTY_DIRECTORY)).isTrue();
    assertThat(cid).isNotEqualTo(Cid.parse(EMPTY_V1));
    assertThat(cid.digest()).isEqualTo(Cid.parse(EMPTY_V1).digest());
  }

  /** One CID in several bases, written with the reference implementation of multiformats. */
  @ParameterizedTest
  @CsvSource({
    "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
    "BAFKREIFZJUT3TE2NHYEKKLSS27NH3K72YSCO7Y32KOAO5EEI66WOF36N5E",
    "k2cwued9o1pvrt3q271rrqbo49x30tbxwpoeaq75z14e5ui2rzygpbe1",
    "K2CWUED9O1PVRT3Q271RRQBO49X30TBXWPOEAQ75Z14E5UI2RZYGPBE1",
    "zb2rhj7crUKTQYRGCRATFaQ6YFLTde2YzdqbbhAASkL9uRDXn"
  })
  void readsEveryBaseAndWritesBase32(String text) {
    assertThat(Cid.parse(text)).isEqualTo(Cid.parse(HELLO)).hasToString(HELLO);
    assertThat(Cid.parse(text)).hasSameHashCodeAs(Cid.parse(HELLO));
  }

  @Test
  void readsOneCidOutOfABufferAndMovesPastIt() {
    byte[] cid = Cid.parse(HELLO).bytes();
    ByteBuffer buffer = ByteBuffer.allocate(50);
    buffer.put(new byte[3]).put(cid).put((byte) 9).flip().position(3);

    assertThat(Cid.read(buffer)).hasToString(HELLO);
    assertThat(buffer.get()).isEqualTo((byte) 9);
  }

  @Test
  void acceptsIdentityContentUpToItsBound() {
    byte[] content = new byte[Cid.MAX_IDENTITY_BYTES];
    content[5] = 7;

    Cid cid = Cid.of(identity(content));

    assertThat(cid.isIdentity()).isTrue();
    assertThat(cid.digest()).isEqualTo(content);
    assertThat(cid.verify(content)).isTrue();
    assertThat(cid.verify(new byte[Cid.MAX_IDENTITY_BYTES])).isFalse();
    assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cid.of(identity(new byte[Cid.MAX_IDENTITY_BYTES + 1])))
        .withMessage("Invalid CID: identity content has 129 bytes; at most 128");
  }

  @Test
  void parsesOtherCodecs() {
    Cid dagCbor = Cid.ofDigest(0x71, new byte[32]);
    Cid large = Cid.ofDigest(Long.MAX_VALUE, new byte[32]);

    assertThat(Cid.parse(dagCbor.toString()).codec()).isEqualTo(0x71);
    assertThat(Cid.of(large.bytes()).codec()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void givesAwayNoReferenceToItsBytes() {
    Cid cid = Cid.parse(HELLO);

    cid.bytes()[10]++;
    cid.digest()[10]++;

    assertThat(cid).isEqualTo(Cid.parse(HELLO));
    assertThat(cid.verify(HELLO_WORLD)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "''|it is empty",
        "hello|expected 46 characters starting with Qm (version 0), or a multibase prefix: b"
            + " (base32), k (base36) or z (base58btc)",
        "f0155|expected 46 characters starting with Qm (version 0), or a multibase prefix: b"
            + " (base32), k (base36) or z (base58btc)",
        "b|version is cut short",
        "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5|base32 ends in the middle of a"
            + " byte",
        "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5f|base32 ends in the middle of a"
            + " byte",
        "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei|digest is cut short: expected 32"
            + " bytes, found 26",
        "bafkreifzjut1te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e|\"1\" is not a character of"
            + " base32",
        "Bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e|\"a\" is not a character of an"
            + " upper-case base",
        "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA30n|\"0\" is not a character of base58btc",
        "zQmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn|a version 0 CID is written without a"
            + " multibase prefix",
        "ba|base32 ends in the middle of a byte",
      })
  void saysWhatIsWrongWithAText(String text, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cid.parse(text))
        .withMessage("Invalid CID \"" + text + "\": " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|version is cut short",
        "01|codec is cut short",
        "0155|hash function is cut short",
        "015512|digest length is cut short",
        "01551220|digest is cut short: expected 32 bytes, found 0",
        "1220ff|digest is cut short: expected 32 bytes, found 1",
        "02551220|version is 2; expected 0 or 1",
        "00|version is 0; expected 0 or 1",
        "8100|version is not in its shortest form",
        "01ffffffffffffffffff01|codec is longer than nine bytes",
        "01551210|sha2-256 digest has 16 bytes; expected 32",
        "0155a0e40220|hash function 0xb220 is not supported; expected sha2-256 (0x12)",
      })
  void saysWhatIsWrongWithBytes(String hex, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cid.of(HexFormat.of().parseHex(hex)))
        .withMessage("Invalid CID: " + reason);
  }

  @Test
  void refusesBytesAfterTheCid() {
    byte[] longer = java.util.Arrays.copyOf(Cid.parse(HELLO).bytes(), 38);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cid.of(longer))
        .withMessage("Invalid CID: 2 bytes follow its multihash");
  }

  @Test
  void cutsALongTextInItsError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cid.parse("b".repeat(1_000_000)))
        .withMessage(
            "Invalid CID \"" + "b".repeat(64) + "…\": it has 1000000 characters; at most 288");
  }

  @Test
  void ordersByBytes() {
    Cid low = Cid.ofDigest(Cid.CODEC_RAW, new byte[32]);
    byte[] digest = new byte[32];
    digest[0] = (byte) 0x80;
    Cid high = Cid.ofDigest(Cid.CODEC_RAW, digest);

    assertThat(low).isLessThan(high);
  }

  private static byte[] identity(byte[] content) {
    ByteBuffer buffer = ByteBuffer.allocate(content.length + 5);
    buffer.put((byte) 1).put((byte) 0x55).put((byte) 0);
    if (content.length < 0x80) {
      buffer.put((byte) content.length);
    } else {
      buffer.put((byte) (content.length | 0x80)).put((byte) (content.length >>> 7));
    }
    buffer.put(content).flip();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
