package io.alternatefutures.sandbox.worker.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of RFC 6455, in the order of the cases that conformance suites try: lengths, control
 * frames, reserved bits and opcodes, fragmentation, UTF-8, closing, limits.
 */
class WebSocketConnectionTest {
  private static final int PLENTY = 64 << 20;
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private final RecordingWire wire = new RecordingWire();
  private final UnfinishedBytes unfinished = new UnfinishedBytes(Limits.UNFINISHED_BYTES);

  private WebSocketConnection server() {
    WebSocketConnection connection = WebSocketConnection.ofServer(wire, unfinished, PLENTY);
    connection.start();
    return connection;
  }

  private WebSocketConnection client() {
    WebSocketConnection connection =
        WebSocketConnection.ofClient(wire, MASK::clone, unfinished, PLENTY);
    connection.start();
    return connection;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  /** A frame as a client sends it. */
  private static byte[] masked(int first, byte[] payload) {
    byte[] frame = Frames.frame(first & 0x0F, payload, MASK);
    frame[0] = (byte) first;
    return frame;
  }

  private static byte[] masked(int first, String text) {
    return masked(first, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String show(SocketEvent event) {
    return switch (event) {
      case SocketEvent.Text text -> "text " + text.text();
      case SocketEvent.Binary binary -> "bytes " + HexFormat.of().formatHex(binary.bytes());
      case SocketEvent.Closing _ -> "closing";
      case SocketEvent.Closed closed ->
          "closed " + closed.code() + " " + closed.reason() + " " + closed.clean();
    };
  }

  private static List<String> events(WebSocketConnection connection) {
    List<String> all = new ArrayList<>();
    for (SocketEvent event = connection.poll(); event != null; event = connection.poll()) {
      all.add(show(event));
    }
    return all;
  }

  private static List<String> receive(WebSocketConnection connection, byte[]... pieces) {
    for (byte[] piece : pieces) {
      connection.receive(piece);
    }
    return events(connection);
  }

  @Test
  void the_examples_of_section_5_7_are_read_and_written() {
    assertThat(receive(client(), hex("81 05 48 65 6c 6c 6f"))).containsExactly("text Hello");
    assertThat(receive(server(), hex("81 85 37 fa 21 3d 7f 9f 4d 51 58")))
        .containsExactly("text Hello");
    assertThat(receive(client(), hex("01 03 48 65 6c 80 02 6c 6f"))).containsExactly("text Hello");
    assertThat(receive(client(), hex("89 05 48 65 6c 6c 6f"))).isEmpty();
    assertThat(wire.hex()).isEqualTo("8a8537fa213d7f9f4d5158");

    server().send("Hello");
    assertThat(wire.hex()).isEqualTo("810548656c6c6f");
    client().send("Hello");
    assertThat(wire.hex()).isEqualTo("818537fa213d7f9f4d5158");
    server().send(new byte[256]);
    assertThat(Arrays.copyOf(wire.take(), 4)).isEqualTo(hex("82 7e 01 00"));
    server().send(new byte[65_536]);
    assertThat(Arrays.copyOf(wire.take(), 10)).isEqualTo(hex("82 7f 00 00 00 00 00 01 00 00"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65_535, 65_536, 1_000_000})
  void messages_of_every_kind_of_length_pass(int length) {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) 'x');
    assertThat(receive(server(), masked(0x82, payload)))
        .containsExactly("bytes " + HexFormat.of().formatHex(payload));
    assertThat(receive(server(), masked(0x81, payload)))
        .containsExactly("text " + new String(payload, StandardCharsets.UTF_8));
    assertThat(unfinished.taken()).isZero();
  }

  @Test
  void frames_may_come_byte_by_byte() {
    WebSocketConnection connection = server();
    for (byte b : masked(0x81, "y".repeat(300))) {
      connection.receive(new byte[] {b});
    }
    assertThat(events(connection)).containsExactly("text " + "y".repeat(300));
    assertThat(wire.consumed).isEqualTo(308);
  }

  @Test
  void several_frames_may_come_at_once() {
    byte[] one = masked(0x81, "one");
    byte[] two = masked(0x82, new byte[] {2});
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    assertThat(receive(server(), both)).containsExactly("text one", "bytes 02");
  }

  @Test
  void control_frames_may_come_within_a_message() {
    assertThat(
            receive(
                server(),
                masked(0x01, "one "),
                masked(0x89, "ping"),
                masked(0x00, ""),
                masked(0x8a, "unasked"),
                masked(0x80, "two")))
        .containsExactly("text one two");
    assertThat(wire.hex()).isEqualTo("8a0470696e67");
  }

  @ParameterizedTest
  @CsvSource({
    "c1 80 00000000, reserved bit",
    "a1 80 00000000, reserved bit",
    "91 80 00000000, reserved bit",
    "83 80 00000000, reserved opcode",
    "87 80 00000000, reserved opcode",
    "8b 80 00000000, reserved opcode",
    "8f 80 00000000, reserved opcode",
    "81 00, not masked",
    "80 80 00000000, starts with a continuation",
    "00 80 00000000, starts with a continuation",
    "09 80 00000000, control frame",
    "08 80 00000000, control frame",
    "89 fe 0080 00000000, control frame",
    "88 fe 0080 00000000, control frame",
    "81 fe 007d 00000000, shortest form",
    "81 ff 000000000000ffff 00000000, shortest form",
    "81 ff 8000000000000000 00000000, shortest form",
    "88 81 00000000 03, half a code",
  })
  void what_breaks_the_framing_is_a_protocol_error(String frame, String message) {
    WebSocketConnection connection = server();
    connection.receive(hex(frame));
    assertThat(connection.poll())
        .isInstanceOfSatisfying(
            SocketEvent.Closed.class,
            closed -> {
              assertThat(closed.failure()).contains(message);
              assertThat(closed.clean()).isFalse();
              assertThat(closed.code()).isEqualTo(1006);
            });
    byte[] sent = wire.take();
    assertThat(Arrays.copyOfRange(sent, 2, 4)).isEqualTo(hex("03ea"));
    assertThat(wire.ends).isEqualTo(1);
  }

  @Test
  void a_server_must_not_mask() {
    assertThat(receive(client(), masked(0x81, "x"))).containsExactly("closed 1006  false");
  }

  @Test
  void a_message_must_not_start_within_another() {
    assertThat(receive(server(), masked(0x01, "a"), masked(0x81, "b")))
        .containsExactly("closed 1006  false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c0af",
        "edb080",
        "eda080",
        "f4908080",
        "ff",
        "80",
        "c3",
        "e282",
        "f09f9a",
        "cec0"
      })
  void a_text_that_is_not_utf8_is_refused_with_1007(String bytes) {
    assertThat(receive(server(), masked(0x81, hex(bytes)))).containsExactly("closed 1006  false");
    assertThat(Arrays.copyOfRange(wire.take(), 2, 4)).isEqualTo(hex("03ef"));
  }

  @Test
  void characters_may_be_split_over_fragments() {
    byte[] rocket = "\uD83D\uDE80".getBytes(StandardCharsets.UTF_8);
    assertThat(
            receive(
                server(),
                masked(0x01, Arrays.copyOfRange(rocket, 0, 1)),
                masked(0x00, Arrays.copyOfRange(rocket, 1, 3)),
                masked(0x80, Arrays.copyOfRange(rocket, 3, 4))))
        .containsExactly("text \uD83D\uDE80");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
  void a_close_frame_is_answered_with_its_code(int code) {
    byte[] payload = {(byte) (code >>> 8), (byte) code, 'b', 'y', 'e'};
    WebSocketConnection connection = server();
    assertThat(receive(connection, masked(0x88, payload)))
        .containsExactly("closing", "closed " + code + " bye true");
    assertThat(wire.take()).isEqualTo(new byte[] {(byte) 0x88, 2, payload[0], payload[1]});
    assertThat(wire.ends).isEqualTo(1);
    assertThat(connection.isDone()).isTrue();
  }

  @Test
  void an_empty_close_frame_is_answered_with_one() {
    assertThat(receive(server(), masked(0x88, ""))).containsExactly("closing", "closed 1005  true");
    assertThat(wire.hex()).isEqualTo("8800");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
  void codes_that_must_not_be_sent_are_a_protocol_error(int code) {
    assertThat(receive(server(), masked(0x88, new byte[] {(byte) (code >>> 8), (byte) code})))
        .containsExactly("closed 1006  false");
  }

  @Test
  void a_reason_that_is_not_utf8_is_refused() {
    assertThat(receive(server(), masked(0x88, hex("03e8 ff"))))
        .containsExactly("closed 1006  false");
  }

  @Test
  void nothing_is_read_after_a_close_frame() {
    assertThat(receive(server(), masked(0x88, ""), masked(0x81, "late"), hex("ff ff")))
        .containsExactly("closing", "closed 1005  true");
  }

  @Test
  void the_side_that_closes_first_waits_for_the_answer() {
    WebSocketConnection connection = server();
    connection.close(1000, "done");
    connection.send("too late");
    assertThat(wire.hex()).isEqualTo("880603e8646f6e65");
    assertThat(wire.ends).isZero();
    assertThat(receive(connection, masked(0x81, "still"), masked(0x88, hex("03e8"))))
        .containsExactly("text still", "closed 1000  true");
    assertThat(wire.ends).isEqualTo(1);
    assertThat(wire.take()).isEmpty();
  }

  @Test
  void an_answer_that_never_comes_is_not_waited_for_without_end() {
    WebSocketConnection connection = server();
    connection.close(1000, "");
    connection.giveUp();
    assertThat(events(connection)).containsExactly("closed 1006  false");
    assertThat(wire.ends).isEqualTo(1);
  }

  @Test
  void a_connection_that_just_ends_is_not_clean() {
    WebSocketConnection connection = server();
    connection.inputEnded();
    assertThat(events(connection)).containsExactly("closed 1006  false");
    assertThat(wire.ends).isEqualTo(1);
  }

  @Test
  void nothing_is_read_before_the_start() {
    WebSocketConnection connection = WebSocketConnection.ofServer(wire, unfinished, PLENTY);
    connection.receive(masked(0x81, "early"));
    connection.inputEnded();
    assertThat(events(connection)).isEmpty();
    assertThat(wire.consumed).isZero();
    connection.start();
    assertThat(events(connection)).containsExactly("text early", "closed 1006  false");
    assertThat(wire.consumed).isEqualTo(11);
  }

  @Test
  void no_more_is_sent_than_was_granted() {
    WebSocketConnection connection = WebSocketConnection.ofServer(wire, unfinished, 4);
    connection.start();
    connection.send("Hello");
    connection.send("World");
    assertThat(wire.hex()).isEqualTo("81054865");
    assertThat(connection.buffered()).isEqualTo(10);
    connection.granted(3);
    assertThat(wire.hex()).isEqualTo("6c6c6f");
    assertThat(connection.buffered()).isEqualTo(5);
    connection.close(1000, "");
    connection.granted(100);
    assertThat(wire.hex()).isEqualTo("8105576f726c64880203e8");
    assertThat(connection.buffered()).isZero();
  }

  @Test
  void a_receiver_that_is_too_slow_is_given_up() {
    WebSocketConnection connection = WebSocketConnection.ofServer(wire, unfinished, 1);
    connection.start();
    byte[] piece = new byte[1 << 20];
    for (int i = 0; i < 20; i++) {
      connection.send(piece);
    }
    assertThat(connection.buffered()).isZero();
    assertThat(events(connection)).containsExactly("closed 1006  false");
    assertThat(wire.ends).isEqualTo(1);
  }

  @Test
  void empty_messages_do_not_pile_up_without_end() {
    WebSocketConnection connection = WebSocketConnection.ofServer(wire, unfinished, 0);
    connection.start();
    for (int i = 0; i < 300_000 && !connection.isOver(); i++) {
      connection.send("");
    }
    assertThat(connection.isOver()).isTrue();
  }

  @Test
  void a_message_that_is_too_large_is_refused_by_its_length_alone() {
    assertThat(receive(server(), hex("82 ff 0000000001000001 00000000")))
        .containsExactly("closed 1006  false");
    assertThat(Arrays.copyOfRange(wire.take(), 2, 4)).isEqualTo(hex("03f1"));
    assertThat(unfinished.taken()).isZero();
  }

  @Test
  void fragments_that_are_too_large_together_are_refused() {
    WebSocketConnection connection = server();
    byte[] half = new byte[Limits.MESSAGE_BYTES / 2 + 1];
    assertThat(receive(connection, masked(0x02, half), masked(0x80, half)))
        .containsExactly("closed 1006  false");
    assertThat(unfinished.taken()).isZero();
  }

  @Test
  void a_length_that_is_only_claimed_takes_no_memory() {
    receive(server(), hex("82 ff 0000000001000000 00000000 01"));
    assertThat(unfinished.taken()).isLessThan(16);
  }

  @Test
  void all_connections_share_what_unfinished_messages_may_take() {
    UnfinishedBytes little = new UnfinishedBytes(1_000);
    WebSocketConnection one = WebSocketConnection.ofServer(wire, little, PLENTY);
    WebSocketConnection two = WebSocketConnection.ofServer(wire, little, PLENTY);
    one.start();
    two.start();
    assertThat(receive(one, masked(0x02, new byte[900]))).isEmpty();
    assertThat(receive(two, masked(0x02, new byte[200]))).containsExactly("closed 1006  false");
    assertThat(Arrays.copyOfRange(wire.take(), 2, 4)).isEqualTo(hex("03f5"));
    one.lost();
    assertThat(little.taken()).isZero();
  }
}
