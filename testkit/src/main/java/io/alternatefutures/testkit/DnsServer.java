package io.alternatefutures.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server of the DNS (RFC 1035) on a UDP port of loopback that knows TXT records only. Names
 * without one do not exist.
 */
public final class DnsServer implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int TXT = 16;
  private static final int IN = 1;
  private static final int ANSWER_OF_AUTHORITY = 0x8400;
  private static final int NO_SUCH_NAME = 3;

  private final DatagramSocket socket;
  private final Map<String, List<String>> records = new ConcurrentHashMap<>();

  private DnsServer(DatagramSocket socket) {
    this.socket = socket;
  }

  /** Starts one. */
  public static DnsServer start() {
    try {
      DnsServer server =
          new DnsServer(
              new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
      Thread.ofVirtual().name("dns-server").start(server::serve);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, as {@code HOST:PORT}. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Has {@code name} hold these texts from now on, each of at most 255 bytes. */
  public void put(String name, String... texts) {
    records.put(name.toLowerCase(Locale.ROOT), List.of(texts));
  }

  private void serve() {
    DatagramPacket query = new DatagramPacket(new byte[512], 512);
    while (!socket.isClosed()) {
      try {
        query.setLength(512);
        socket.receive(query);
        byte[] answer = answer(ByteBuffer.wrap(query.getData(), 0, query.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private byte[] answer(ByteBuffer query) {
    StringBuilder name = new StringBuilder();
    int id = query.getShort(0);
    query.position(HEADER);
    for (int length = query.get(); length > 0; length = query.get()) {
      byte[] label = new byte[length];
      query.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
    }
    boolean asksForText = query.getShort() == TXT;
    query.getShort();
    byte[] question = new byte[query.position() - HEADER];
    query.get(HEADER, question);
    List<String> known = records.get(name.toString().toLowerCase(Locale.ROOT));
    List<String> texts = known == null || !asksForText ? List.of() : known;
    ByteBuffer head = ByteBuffer.allocate(HEADER);
    head.putShort((short) id)
        .putShort((short) (ANSWER_OF_AUTHORITY | (known == null ? NO_SUCH_NAME : 0)))
        .putShort((short) 1)
        .putShort((short) texts.size());
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(head.array());
    answer.writeBytes(question);
    for (String text : texts) {
      byte[] value = text.getBytes(StandardCharsets.US_ASCII);
      ByteBuffer record = ByteBuffer.allocate(13 + value.length);
      record
          .putShort((short) (0xc000 | HEADER)) // the name of the question
          .putShort((short) TXT)
          .putShort((short) IN)
          .putInt(0)
          .putShort((short) (value.length + 1))
          .put((byte) value.length)
          .put(value);
      answer.writeBytes(record.array());
    }
    return answer.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
