package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.testkit.RuntimeProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebSocket over HTTP/2 (RFC 8441) with the HTTP/2 client of Node.js. */
class WebSocketOverHttp2IT {
  private static final String FUNCTION =
      """
      export default {
        async fetch(request) {
          if (request.headers.get("Upgrade") !== "websocket") return new Response("plain");
          const [client, server] = Object.values(new WebSocketPair());
          server.accept();
          server.onmessage = (e) => server.send(`${new URL(request.url).pathname} ${e.data.toUpperCase()}`);
          return new Response(null, { status: 101, webSocket: client });
        },
      };
      """;

  /** Sends two masked messages over one stream while another stream asks for something else. */
  private static final String CLIENT =
      """
      import http2 from "node:http2";
      const session = http2.connect(`http://127.0.0.1:${process.argv[2]}`);
      const authority = `${process.argv[3]}.localhost`;
      session.on("remoteSettings", (settings) => {
        console.log("offered", settings.enableConnectProtocol);
        const stream = session.request({
          ":method": "CONNECT", ":protocol": "websocket", ":scheme": "http", ":authority": authority,
          ":path": "/room", "sec-websocket-version": "13",
        });
        const message = (text) => {
          const bytes = Buffer.from(text), mask = Buffer.from([1, 2, 3, 4]);
          stream.write(Buffer.concat([Buffer.from([0x81, 0x80 | bytes.length]), mask,
            Buffer.from(bytes.map((b, i) => b ^ mask[i % 4]))]));
        };
        let received = Buffer.alloc(0);
        let messages = 0;
        stream.on("response", (head) => { console.log("status", head[":status"]); message("one"); });
        stream.on("data", (data) => {
          received = Buffer.concat([received, data]);
          while (received.length >= 2 && received.length >= 2 + received[1]) {
            const frame = received.subarray(2, 2 + received[1]);
            console.log(received[0] === 0x88 ? `close ${frame.readUInt16BE(0)}` : frame.toString());
            const last = received[0] === 0x88;
            received = received.subarray(2 + received[1]);
            if (last) { stream.end(); continue; }
            if (++messages === 1) {
              const other = session.request({ ":authority": authority, ":path": "/" });
              other.on("data", (body) => console.log(String(body)));
              other.on("end", () => message("two"));
            } else {
              stream.write(Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]));
            }
          }
        });
        stream.on("close", () => { console.log("closed"); session.close(); });
      });
      """;

  /** Speaks HTTP/2 without TLS and nothing else; sends messages back in upper case. */
  private static final String SERVER =
      """
      import http2 from "node:http2";
      const server = http2.createServer({ settings: { enableConnectProtocol: true } });
      server.on("stream", (stream, head) => {
        if (head[":protocol"] !== "websocket") {
          stream.respond({ ":status": 200 });
          stream.end("plain");
          return;
        }
        stream.respond({ ":status": 200 });
        let received = Buffer.alloc(0);
        stream.on("data", (data) => {
          received = Buffer.concat([received, data]);
          while (received.length >= 6 && received.length >= 6 + (received[1] & 0x7f)) {
            const length = received[1] & 0x7f, mask = received.subarray(2, 6);
            const payload = Buffer.from(received.subarray(6, 6 + length).map((b, i) => b ^ mask[i % 4]));
            const close = received[0] === 0x88;
            const answer = close ? payload : Buffer.from(`${head[":path"]} ${payload.toString().toUpperCase()}`);
            stream.write(Buffer.concat([Buffer.from([received[0], answer.length]), answer]));
            received = received.subarray(6 + length);
          }
        });
        stream.on("end", () => stream.end());
      });
      server.listen(0, "127.0.0.1", () => console.log(server.address().port));
      """;

  @Test
  void a_server_of_node_is_spoken_to_by_clients_of_both_versions(@TempDir Path folder)
      throws Exception {
    Path script = Files.writeString(folder.resolve("client.mjs"), CLIENT);
    Path served = Files.writeString(folder.resolve("server.mjs"), SERVER);
    Process server =
        new ProcessBuilder("node", served.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = server.inputReader();
        RuntimeProcess runtime = RuntimeProcess.start(Map.of("EGRESS_ALLOW", "127.0.0.1"))) {
      Map<String, String> route =
          Map.of("target", "http://127.0.0.1:" + output.readLine(), "protocol", "h2c");
      runtime.control().create(Map.of("name", "sockets", "routes", Map.of("/*", route)));

      assertThat(run(script, runtime.edgePort(), "sockets"))
          .isEqualTo(
              """
              offered true
              status 200
              /room ONE
              plain
              /room TWO
              close 1000
              closed
              """);
      try (SocketProbe probe = SocketProbe.open(runtime.edgePort(), "sockets", "/hall")) {
        assertThat(probe.send("three").next()).isEqualTo("/hall THREE");
        assertThat(probe.send("four").next()).isEqualTo("/hall FOUR");
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private static String run(Path script, int port, String slug) throws Exception {
    Process client =
        new ProcessBuilder("node", script.toString(), Integer.toString(port), slug)
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(client.waitFor(60, TimeUnit.SECONDS)).as("the client ends").isTrue();
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      client.destroyForcibly();
    }
  }

  @Test
  void a_function_is_spoken_to_by_node(@TempDir Path folder) throws Exception {
    Path script = Files.writeString(folder.resolve("client.mjs"), CLIENT);
    try (RuntimeProcess runtime = RuntimeProcess.start(Map.of())) {
      runtime.control().create("sockets", FUNCTION);
      assertThat(run(script, runtime.edgePort(), "sockets"))
          .isEqualTo(
              """
              offered true
              status 200
              /room ONE
              plain
              /room TWO
              close 1000
              closed
              """);
    }
  }
}
