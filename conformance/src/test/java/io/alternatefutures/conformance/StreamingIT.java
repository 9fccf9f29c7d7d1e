package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bodies far larger than what is buffered anywhere, through functions and through routes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamingIT {
  private static final int BODY_BYTES = 32 << 20;

  private final Origin origin =
      Origin.start(exchange -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getRequestBody().transferTo(exchange.getResponseBody());
      });
  private final RuntimeProcess runtime =
      RuntimeProcess.start(Map.of("EGRESS_ALLOW", "127.0.0.1", "FUNCTION_CPU_LIMIT", "30000"));
  private final EdgeClient edge = runtime.edge();

  @AfterAll
  void close() {
    edge.close();
    runtime.close();
    origin.close();
  }

  @Test
  void a_function_reads_a_large_request_as_it_comes() {
    runtime
        .control()
        .create(
            "reads",
            """
            export default async (request) => {
              let bytes = 0, sum = 0;
              for await (const chunk of request.body) {
                bytes += chunk.length;
                sum = (sum + chunk[0] + chunk[chunk.length - 1]) % 1000;
              }
              return new Response(`${bytes}`);
            }
            """);

    HttpResponse<String> response =
        edge.send(
            edge.request("reads", "/").POST(BodyPublishers.ofInputStream(() -> new Pattern())));

    assertThat(response.body()).isEqualTo(String.valueOf(BODY_BYTES));
  }

  @Test
  void a_function_writes_a_large_response_as_it_is_read() throws IOException {
    runtime
        .control()
        .create(
            "writes",
            """
            export default () => {
              let chunks = 512;
              const chunk = new Uint8Array(65536).fill(120);
              return new Response(new ReadableStream({
                pull(controller) {
                  if (chunks-- > 0) controller.enqueue(chunk); else controller.close();
                }
              }));
            }
            """);

    HttpResponse<InputStream> response =
        edge.send(edge.request("writes", "/"), BodyHandlers.ofInputStream());

    long bytes = 0;
    try (InputStream body = response.body()) {
      byte[] buffer = new byte[1 << 16];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        for (int i = 0; i < read; i++) {
          assertThat(buffer[i] == 'x').isTrue();
        }
        bytes += read;
      }
    }
    assertThat(bytes).isEqualTo(BODY_BYTES);
  }

  @Test
  void a_function_passes_a_body_through_in_both_directions_at_once() throws IOException {
    runtime.control().create("passes", "export default (request) => new Response(request.body)");

    assertEchoed("passes");
  }

  @Test
  void a_route_passes_a_body_through_in_both_directions_at_once() throws IOException {
    runtime.control().create(Map.of("name", "routed", "routes", Map.of("/*", origin.url())));

    assertEchoed("routed");
  }

  /** Writes and reads at the same time, as no HTTP client that sends first does. */
  private void assertEchoed(String slug) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), runtime.edgePort())) {
      socket.setSoTimeout(60_000);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> write(socket, slug), Thread::startVirtualThread);
      BufferedInputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      assertThat(line(in)).startsWith("HTTP/1.1 200");
      for (String field = line(in); !field.isEmpty(); field = line(in)) {
        assertThat(field).doesNotStartWithIgnoringCase("content-length");
      }
      InputStream expected = new Pattern();
      for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
        byte[] chunk = in.readNBytes(size);
        byte[] sent = expected.readNBytes(size);
        assertThat(Arrays.equals(chunk, sent)).isTrue();
        assertThat(line(in)).isEmpty();
      }
      assertThat(expected.read()).isEqualTo(-1);
      writing.join();
    }
  }

  private static void write(Socket socket, String slug) {
    try {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST / HTTP/1.1\r\nHost: "
              + slug
              + ".localhost\r\nContent-Length: "
              + BODY_BYTES
              + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      new Pattern().transferTo(out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("ended after: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** {@link #BODY_BYTES} bytes of which no two stretches are alike for a long way. */
  private static final class Pattern extends InputStream {
    private int position;

    @Override
    public int read() {
      return position < BODY_BYTES ? at(position++) & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (position >= BODY_BYTES) {
        return length == 0 ? 0 : -1;
      }
      int count = Math.min(length, BODY_BYTES - position);
      for (int i = 0; i < count; i++) {
        buffer[offset + i] = at(position++);
      }
      return count;
    }

    private static byte at(int position) {
      return (byte) (position * 31 + (position >>> 8) * 7 + (position >>> 16));
    }
  }
}
