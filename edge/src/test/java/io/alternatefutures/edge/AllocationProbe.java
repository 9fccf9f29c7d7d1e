package io.alternatefutures.edge;

import com.sun.management.ThreadMXBean;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawOrigin;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * A program of its own, since the tests' JVM watches every buffer and compiles in haste: proxies
 * one small request after the other, and prints the fewest bytes that the event loop's thread has
 * allocated for each in a round, when the code was warm.
 */
final class AllocationProbe {
  private static final int ROUNDS = 30;
  private static final int REQUESTS = 4_000;

  private static final byte[] REQUEST =
      """
      GET /articles/4711?page=2 HTTP/1.1\r
      Host: gw.localhost\r
      User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r
      Accept-Language: en-US,en;q=0.5\r
      Accept-Encoding: gzip, deflate, br\r
      Cookie: session=0123456789abcdef0123456789abcdef\r
      \r
      """
          .getBytes(StandardCharsets.US_ASCII);

  private static final String ANSWER =
      """
      HTTP/1.1 200 OK\r
      Date: Tue, 24 Nov 2026 00:00:00 GMT\r
      Content-Type: text/plain; charset=utf-8\r
      Cache-Control: no-store\r
      Content-Length: 64\r
      \r
      """
          + "x".repeat(64);

  private AllocationProbe() {}

  /** Prints {@code bytes N}. */
  public static void main(String[] arguments) throws Exception {
    try (RawOrigin origin = new RawOrigin((_, wire) -> wire.send(ANSWER));
        EdgeFixture edge = EdgeFixture.start().routed("gw", Map.of("/*", origin.url()));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
      client.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(client.getInputStream());
      byte[] answer = new byte[lengthOfAnswer(client, in)];
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long loop = loop(threads);
      long fewest = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        edge.records().clear();
        origin.requests().clear();
        long before = threads.getThreadAllocatedBytes(loop);
        for (int i = 0; i < REQUESTS; i++) {
          client.getOutputStream().write(REQUEST);
          in.readFully(answer);
        }
        fewest = Math.min(fewest, threads.getThreadAllocatedBytes(loop) - before);
      }
      System.out.println("bytes " + fewest / REQUESTS);
    }
  }

  /** Answers are all equally long. */
  private static int lengthOfAnswer(Socket client, DataInputStream in) throws IOException {
    client.getOutputStream().write(REQUEST);
    int length = 0;
    int matched = 0;
    byte[] end = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    while (matched < end.length) {
      byte next = in.readByte();
      matched = next == end[matched] ? matched + 1 : next == end[0] ? 1 : 0;
      length++;
    }
    in.readFully(new byte[64]);
    return length + 64;
  }

  private static long loop(ThreadMXBean threads) {
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().startsWith("edge-loop"))
        .findFirst()
        .orElseThrow()
        .getThreadId();
  }
}
