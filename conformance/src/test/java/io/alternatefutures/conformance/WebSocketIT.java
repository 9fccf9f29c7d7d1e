package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** WebSocket through functions and routes, seen from outside with other implementations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketIT {
  private static final String SERVER =
      """
      const room = new Set();
      const state = { opened: 0, closed: [], sent: 0 };
      const behaviours = {
        "/echo": (s) => { s.onmessage = (e) => s.send(e.data); },
        "/upper": (s) => s.addEventListener("message", (e) => s.send(e.data.toUpperCase())),
        "/chat": (s) => {
          room.add(s);
          s.onmessage = (e) => { for (const other of room) if (other !== s) other.send(e.data); };
          s.addEventListener("close", () => room.delete(s));
        },
        "/greet": (s) => { s.send("hello"); s.send(new Uint8Array([1, 2, 3])); },
        "/close": (s) => { s.onmessage = (e) => s.close(4321, e.data); },
        "/type": (s) => { s.onmessage = (e) => s.send(`${typeof e.data} ${e.data.constructor.name} ${e.data.byteLength ?? e.data.length}`); },
        "/throw": (s) => { s.onmessage = () => { throw new Error("on purpose"); }; },
        "/spin": (s) => { s.onmessage = (e) => { const end = Date.now() + Number(e.data); while (Date.now() < end); s.send("spun"); }; },
        "/flood": (s) => { const chunk = new Uint8Array(1 << 20); for (let i = 0; i < 24; i++) s.send(chunk); },
        "/careful": (s) => {
          const chunk = new Uint8Array(64 << 10);
          let left = 4096;
          const turn = () => {
            while (left > 0 && s.bufferedAmount < (1 << 20)) { s.send(chunk); state.sent += chunk.length; left--; }
            if (left > 0) setTimeout(turn, 1); else s.close(1000, "done");
          };
          turn();
        },
      };
      export default {
        async fetch(request) {
          const url = new URL(request.url);
          if (url.pathname === "/state") return Response.json(state);
          if (request.headers.get("Upgrade") !== "websocket") return new Response("Expected WebSocket", { status: 426 });
          if (url.pathname === "/slow") await new Promise(() => {});
          const [client, server] = Object.values(new WebSocketPair());
          server.accept();
          state.opened++;
          server.addEventListener("close", (e) => state.closed.push([e.code, e.reason, e.wasClean]));
          behaviours[url.pathname]?.(server);
          const headers = {};
          if (url.searchParams.has("protocol")) headers["Sec-WebSocket-Protocol"] = url.searchParams.get("protocol");
          return new Response(null, { status: 101, webSocket: client, headers });
        },
      };
      """;

  private final SocketServer echo = new SocketServer();
  private final RuntimeProcess runtime =
      RuntimeProcess.start(
          Map.of(
              "EGRESS_ALLOW",
              "127.0.0.1",
              "FUNCTION_CPU_LIMIT",
              "500",
              "FUNCTION_WALL_LIMIT",
              "3000"));
  private final EdgeClient edge = runtime.edge();

  @BeforeAll
  void create() {
    runtime.control().create("sockets", SERVER);
    runtime
        .control()
        .create(
            Map.of(
                "name",
                "routed",
                "routes",
                Map.of("/ws/*", "http://127.0.0.1:" + echo.port() + "/")));
  }

  @AfterAll
  void close() {
    edge.close();
    runtime.close();
    echo.close();
  }

  private SocketProbe open(String path, String... protocols) {
    return SocketProbe.open(runtime.edgePort(), "sockets", path, protocols);
  }

  private JsonNode state() {
    return ControlClient.json(edge.get("sockets", "/state"));
  }

  @Test
  void a_function_echoes_text_and_bytes() {
    try (SocketProbe probe = open("/echo")) {
      assertThat(probe.send("hi").next()).isEqualTo("hi");
      assertThat(probe.send("grüße \uD83D\uDE80").next()).isEqualTo("grüße \uD83D\uDE80");
      assertThat(probe.send("").next()).isEmpty();
      assertThat(probe.send(new byte[] {0, 1, (byte) 0xFF}).next()).isEqualTo("<\0\1\u00ff");
      assertThat(probe.send(new byte[0]).next()).isEqualTo("<");
    }
  }

  @Test
  void messages_are_strings_and_array_buffers() {
    try (SocketProbe probe = open("/type")) {
      assertThat(probe.send("four").next()).isEqualTo("string String 4");
      assertThat(probe.send(new byte[5]).next()).isEqualTo("object ArrayBuffer 5");
    }
  }

  @Test
  void messages_sent_before_the_response_come_first() {
    try (SocketProbe probe = open("/greet")) {
      assertThat(probe.next()).isEqualTo("hello");
      assertThat(probe.next()).isEqualTo("<\1\2\3");
    }
  }

  @Test
  void clients_in_one_isolate_talk_to_each_other() {
    try (SocketProbe one = open("/chat");
        SocketProbe two = open("/chat");
        SocketProbe three = open("/chat")) {
      one.send("from one");
      assertThat(two.next()).isEqualTo("from one");
      assertThat(three.next()).isEqualTo("from one");
      three.send("from three");
      assertThat(one.next()).isEqualTo("from three");
    }
  }

  @Test
  void fragmented_messages_arrive_whole() {
    try (SocketProbe probe = open("/upper")) {
      probe.socket().sendText("one ", false).join();
      probe.socket().sendPing(ByteBuffer.wrap(new byte[] {1})).join();
      probe.socket().sendText("two ", false).join();
      probe.socket().sendText("three", true).join();
      assertThat(probe.next()).isEqualTo("ONE TWO THREE");
    }
  }

  @Test
  void large_messages_pass_both_ways() {
    try (SocketProbe probe = open("/echo")) {
      byte[] bytes = new byte[10 << 20];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) ((i * 31) >>> 3);
      }
      String expected = "<" + new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(probe.send(bytes).next().equals(expected)).isTrue();
    }
  }

  @Test
  void a_message_that_is_too_large_closes_with_1009() {
    try (SocketProbe probe = open("/echo")) {
      probe.socket().sendBinary(ByteBuffer.allocate((16 << 20) + 1), true);
      assertThat(probe.end()).startsWith("1009 ");
    }
  }

  @Test
  void codes_and_reasons_of_closing_pass_both_ways() {
    try (SocketProbe probe = open("/echo")) {
      probe.socket().sendClose(3001, "bye").join();
      assertThat(probe.end()).startsWith("3001");
    }
    try (SocketProbe probe = open("/close")) {
      assertThat(probe.send("so long").end()).isEqualTo("4321 so long");
      // A client that leaves before its own close frame is on its way has not closed cleanly.
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(state().path("closed").toString())
                  .contains("[3001,\"bye\",true]", "[4321,"));
    }
  }

  @Test
  void a_client_that_just_leaves_is_an_unclean_close() {
    try (SocketProbe probe = open("/echo")) {
      assertThat(probe.send("hi").next()).isEqualTo("hi");
      probe.socket().abort();
    }
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(state().path("closed").toString()).contains("[1006,\"\",false]"));
  }

  @Test
  void a_subprotocol_is_agreed_on() {
    try (SocketProbe probe = open("/echo?protocol=v2.chat", "v1.chat", "v2.chat")) {
      assertThat(probe.socket().getSubprotocol()).isEqualTo("v2.chat");
    }
  }

  @Test
  void a_listener_that_throws_is_logged_and_ends_nothing() {
    try (SocketProbe probe = open("/throw")) {
      probe.send("a").send("b");
      probe.socket().sendPing(ByteBuffer.wrap(new byte[] {1})).join();
      probe.socket().sendClose(1000, "").join();
      assertThat(probe.end()).startsWith("1000");
    }
  }

  @Test
  void every_event_has_the_cpu_limit_to_itself() {
    try (SocketProbe probe = open("/spin")) {
      for (int i = 0; i < 5; i++) {
        assertThat(probe.send("200").next()).isEqualTo("spun");
      }
      assertThat(probe.send("60000").end()).isEqualTo("broken");
    }
    try (SocketProbe probe = open("/echo")) {
      assertThat(probe.send("again").next()).isEqualTo("again");
    }
  }

  @Test
  void a_client_that_does_not_read_slows_a_careful_function_down() {
    try (SocketProbe probe = SocketProbe.idle(runtime.edgePort(), "sockets", "/careful")) {
      long[] last = {0};
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(400))
          .until(() -> {
            long sent = state().path("sent").asLong();
            boolean stalled = sent > 0 && sent == last[0];
            last[0] = sent;
            return stalled;
          });
      assertThat(last[0]).isLessThan(64 << 20);
      long received = 0;
      probe.socket().request(1);
      for (int i = 0; i < 4096; i++) {
        received += probe.next().length() - 1;
      }
      assertThat(received).isEqualTo(4096L * (64 << 10));
      assertThat(probe.end()).isEqualTo("1000 done");
    }
  }

  @Test
  void a_function_that_floods_a_slow_client_loses_that_client_alone() {
    try (SocketProbe other = open("/echo");
        SocketProbe probe = SocketProbe.idle(runtime.edgePort(), "sockets", "/flood")) {
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(state().path("closed").toString()).contains("[1006,\"\",false]"));
      assertThat(other.send("still here").next()).isEqualTo("still here");
      probe.socket().request(Long.MAX_VALUE);
      // The connection ends within a frame. The JDK's client takes that for 1006, or, when the end
      // comes while it hands over what came before, for an error.
      assertThat(probe.end()).isIn("1006 ", "broken");
    }
  }

  @Test
  void the_wall_limit_holds_until_the_connection_is_made() {
    assertThatThrownBy(() -> open("/slow")).rootCause().hasMessageContaining("status code 504");
    try (SocketProbe probe = open("/spin")) {
      long end = System.nanoTime() + Duration.ofMillis(3_500).toNanos();
      while (System.nanoTime() < end) {
        assertThat(probe.send("100").next()).isEqualTo("spun");
      }
    }
  }

  @Test
  void other_requests_are_answered_as_usual() {
    assertThat(edge.get("sockets", "/echo").statusCode()).isEqualTo(426);
  }

  @Test
  void a_web_socket_for_a_request_that_asks_for_none_is_an_error_of_the_function() {
    JsonNode function =
        runtime
            .control()
            .create(
                "unasked",
                "export default () => new Response(null, { status: 101, webSocket: new"
                    + " WebSocketPair()[0] })");
    HttpResponse<String> response = edge.get("unasked", "/");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(String.join("\n", runtime.control().logs(function.path("id").asText())))
        .contains("the request has no 'Upgrade: websocket'");
  }

  @Test
  void open_connections_outlive_a_deployment() {
    String source =
        "export default (request) => { const [c, s] = Object.values(new"
            + " WebSocketPair()); s.accept(); s.onmessage = (e) => s.send('VERSION ' + e.data);"
            + " return new Response(null, { status: 101, webSocket: c }) }";
    JsonNode function = runtime.control().create("versions", source.replace("VERSION", "one"));
    try (SocketProbe old = SocketProbe.open(runtime.edgePort(), "versions", "/")) {
      assertThat(old.send("a").next()).isEqualTo("one a");
      runtime
          .control()
          .update(
              function.path("id").asText(), Map.of("sourceCode", source.replace("VERSION", "two")));
      try (SocketProbe fresh = SocketProbe.open(runtime.edgePort(), "versions", "/")) {
        assertThat(fresh.send("b").next()).isEqualTo("two b");
      }
      assertThat(old.send("c").next()).isEqualTo("one c");
    }
  }

  @Test
  void a_route_leads_to_a_target_that_speaks_web_socket() {
    try (SocketProbe probe = SocketProbe.open(runtime.edgePort(), "routed", "/ws/a?b=c", "p")) {
      assertThat(probe.socket().getSubprotocol()).isEqualTo("p");
      assertThat(probe.send("through").next()).isEqualTo("through");
      byte[] bytes = new byte[1 << 20];
      assertThat(probe.send(bytes).next()).hasSize(bytes.length + 1);
      assertThat(echo.handshakes()).anyMatch(head -> head.startsWith("GET /a?b=c HTTP/1.1"));
      probe.socket().sendClose(1000, "").join();
      assertThat(probe.end()).startsWith("1000");
    }
  }

  @Test
  void a_function_is_a_client_of_another_server() {
    runtime
        .control()
        .create(
            "client",
            """
            export default (request) => new Promise((resolve, reject) => {
              const log = [];
              const socket = new WebSocket(new URL(request.url).searchParams.get("to"), ["chat"]);
              log.push(socket.readyState);
              socket.binaryType = "arraybuffer";
              socket.onopen = () => {
                log.push(`open ${socket.protocol}`);
                socket.send("text");
                socket.send(new Uint8Array([7, 8]));
              };
              socket.onmessage = (e) => {
                log.push(typeof e.data === "string" ? e.data : [...new Uint8Array(e.data)].join());
                if (log.length === 4) socket.close(3000, "enough");
              };
              socket.onerror = () => log.push("error");
              socket.onclose = (e) => {
                log.push(`close ${e.code} ${e.wasClean}`);
                resolve(Response.json(log));
              };
            });
            """);
    String to = "/?to=ws://127.0.0.1:" + echo.port() + "/x";
    assertThat(edge.get("client", to).body())
        .isEqualTo("[0,\"open chat\",\"text\",\"7,8\",\"close 3000 true\"]");
    assertThat(echo.closeCodes()).contains(3000);
    assertThat(edge.get("client", "/?to=ws://127.0.0.2:" + echo.port() + "/x").body())
        .isEqualTo("[0,\"error\",\"close 1006 false\"]");
    assertThat(edge.get("client", "/?to=ws://169.254.169.254/x").body())
        .isEqualTo("[0,\"error\",\"close 1006 false\"]");
  }

  @Test
  void fetch_opens_a_connection_too() {
    runtime
        .control()
        .create(
            "fetches",
            """
            export default async (request) => {
              const to = new URL(request.url).searchParams.get("to");
              const response = await fetch(to, { headers: { Upgrade: "websocket" } });
              const socket = response.webSocket;
              socket.accept();
              socket.send("over fetch");
              const data = await new Promise((resolve) => { socket.onmessage = (e) => resolve(e.data); });
              socket.close();
              return new Response(`${response.status} ${data}`);
            };
            """);
    assertThat(edge.get("fetches", "/?to=http://127.0.0.1:" + echo.port()).body())
        .isEqualTo("101 over fetch");
  }

  @Test
  void a_function_passes_a_connection_on() {
    runtime
        .control()
        .create(
            "passes-on",
            "export default (request) => fetch('http://127.0.0.1:"
                + echo.port()
                + "/inner', request)");
    try (SocketProbe probe = SocketProbe.open(runtime.edgePort(), "passes-on", "/")) {
      assertThat(probe.send("and back").next()).isEqualTo("and back");
      assertThat(probe.send(new byte[3 << 20]).next()).hasSize((3 << 20) + 1);
      probe.socket().sendClose(1001, "leaving").join();
      assertThat(probe.end()).startsWith("1001");
    }
    Awaitility.await().until(() -> echo.closeCodes().contains(1001));
  }

  /** Resident memory of the runtime and its workers, in MiB. */
  private long memory() throws IOException {
    long pages = 0;
    List<ProcessHandle> all = new ArrayList<>(runtime.workers());
    all.add(runtime.handle());
    for (ProcessHandle process : all) {
      String statm = Files.readString(Path.of("/proc/" + process.pid() + "/statm"));
      pages += Long.parseLong(statm.split(" ", -1)[1]);
    }
    return pages * 4 / 1024;
  }

  @Test
  void a_thousand_idle_connections_take_little_memory() throws IOException {
    try (SocketProbe probe = open("/echo")) {
      assertThat(probe.send("warm").next()).isEqualTo("warm");
    }
    long before = memory();
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        idle.add(handshake());
      }
      assertThat(memory() - before).isLessThan(200);
      try (SocketProbe probe = open("/echo")) {
        assertThat(probe.send("one more").next()).isEqualTo("one more");
      }
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  private Socket handshake() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), runtime.edgePort());
    String key = "dGhlIHNhbXBsZSBub25jZQ==";
    String head =
        "GET /echo HTTP/1.1\r\nHost: sockets.localhost\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            + key
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int b = socket.getInputStream().read();
      assertThat(b).as(answer.toString()).isNotNegative();
      answer.append((char) b);
    }
    assertThat(answer).startsWith("HTTP/1.1 101 ").contains(SocketServer.accept(key));
    return socket;
  }

  @Test
  void server_sent_events_arrive_one_by_one() throws IOException {
    runtime
        .control()
        .create(
            "events",
            """
            let next;
            export default (request) => {
              if (request.method === "POST") { next(); return new Response("told"); }
              let count = 0;
              const body = new ReadableStream({
                start(controller) {
                  next = () => {
                    controller.enqueue(new TextEncoder().encode(`data: ${++count}\n\n`));
                    if (count === 5) controller.close();
                  };
                  next();
                },
              });
              return new Response(body, { headers: { "content-type": "text/event-stream" } });
            };
            """);
    HttpResponse<InputStream> response =
        edge.send(edge.request("events", "/"), BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
    try (InputStream body = response.body()) {
      // Each event has to be here before the next one is asked for: nothing is held back.
      for (int i = 1; i <= 5; i++) {
        byte[] event = body.readNBytes(9);
        assertThat(new String(event, StandardCharsets.UTF_8)).isEqualTo("data: " + i + "\n\n");
        if (i < 5) {
          assertThat(edge.post("events", "/", "").body()).isEqualTo("told");
        }
      }
      assertThat(body.read()).isNegative();
    }
  }
}
