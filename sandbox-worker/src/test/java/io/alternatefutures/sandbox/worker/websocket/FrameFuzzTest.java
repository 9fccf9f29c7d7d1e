package io.alternatefutures.sandbox.worker.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

/**
 * Whatever bytes come, however they are cut, a connection gives the same events, ends at most once
 * and holds no memory afterwards. Ordinary runs try the kept inputs; set {@code JAZZER_FUZZ=1} and
 * name one method to search for new ones.
 */
final class FrameFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void anyFramesAreReadOrRefused(FuzzedDataProvider data) {
    boolean server = data.consumeBoolean();
    int cut = data.consumeInt(1, 64);
    byte[] bytes = data.consumeRemainingAsBytes();

    RecordingWire whole = new RecordingWire();
    RecordingWire pieces = new RecordingWire();
    assertThat(read(server, bytes, bytes.length + 1, pieces))
        .isEqualTo(read(server, bytes, cut, whole));
    assertThat(pieces.take()).isEqualTo(whole.take());
    assertThat(pieces.ends).isEqualTo(1);
    assertThat(pieces.consumed).isEqualTo(bytes.length);
  }

  private static List<String> read(boolean server, byte[] bytes, int cut, RecordingWire wire) {
    UnfinishedBytes unfinished = new UnfinishedBytes(1 << 20);
    WebSocketConnection connection =
        server
            ? WebSocketConnection.ofServer(wire, unfinished, 1 << 20)
            : WebSocketConnection.ofClient(wire, () -> new byte[4], unfinished, 1 << 20);
    connection.start();
    for (int at = 0; at < bytes.length; at += cut) {
      connection.receive(java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + cut)));
    }
    connection.inputEnded();
    List<String> events = new ArrayList<>();
    for (SocketEvent event = connection.poll(); event != null; event = connection.poll()) {
      events.add(
          event instanceof SocketEvent.Binary binary
              ? java.util.Arrays.toString(binary.bytes())
              : event.toString());
    }
    assertThat(events.getLast()).startsWith("Closed");
    assertThat(unfinished.taken()).isZero();
    assertThat(connection.isDone()).isTrue();
    return events;
  }
}
