package io.alternatefutures.edge.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A client that sends exactly the bytes it is given, and reads responses strictly. */
public final class RawClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  public RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Over a connection that somebody else made. */
  public RawClient(Socket connected) throws IOException {
    socket = connected;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    in = new java.io.BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** A response as it came over the wire, its body with one character per byte. */
  public record Response(int status, List<String> fields, String body, List<String> trailers) {
    public Response {
      fields = List.copyOf(fields);
      trailers = List.copyOf(trailers);
    }

    /** The body as UTF-8. */
    public String text() {
      return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The values of a field, joined; empty when it is absent. */
    public String field(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ": ";
      return String.join(
          ", ",
          fields.stream()
              .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
              .map(line -> line.substring(prefix.length()))
              .toList());
    }

    public boolean has(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return fields.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix));
    }
  }

  /** Sends text, a byte per character. */
  public RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Sends a GET for {@code host} and reads the answer. */
  public Response get(String host, String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return read();
  }

  /** Reads a response to another method than HEAD. */
  public Response read() throws IOException {
    Head head = readHead();
    List<String> trailers = new ArrayList<>();
    String body = new String(readBody(head, trailers), StandardCharsets.ISO_8859_1);
    return new Response(head.status, head.fields, body, trailers);
  }

  /** Reads a response to HEAD: it has no body, whatever its fields say. */
  public Response readBodyless() throws IOException {
    Head head = readHead();
    return new Response(head.status, head.fields, "", List.of());
  }

  private record Head(int status, List<String> fields) {
    String field(String name) {
      return new Response(status, fields, "", List.of()).field(name);
    }
  }

  private Head readHead() throws IOException {
    String statusLine = readLine();
    if (!statusLine.startsWith("HTTP/1.1 ")) {
      throw new IOException("not a status line: " + statusLine);
    }
    List<String> fields = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      fields.add(line);
    }
    return new Head(Integer.parseInt(statusLine.substring(9, 12)), fields);
  }

  private byte[] readBody(Head head, List<String> trailers) throws IOException {
    if (head.status < 200 || head.status == 204 || head.status == 304) {
      return new byte[0];
    }
    if (head.field("Transfer-Encoding").equals("chunked")) {
      return readChunks(trailers);
    }
    String length = head.field("Content-Length");
    return length.isEmpty() ? in.readAllBytes() : readExactly(Integer.parseInt(length));
  }

  private byte[] readChunks(List<String> trailers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(readLine(), 16);
      if (size == 0) {
        for (String field = readLine(); !field.isEmpty(); field = readLine()) {
          trailers.add(field);
        }
        return body.toByteArray();
      }
      body.write(readExactly(size));
      if (!readLine().isEmpty()) {
        throw new IOException("a chunk is longer than its size");
      }
    }
  }

  private byte[] readExactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("body ended after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  /** Reads up to CR LF. */
  public String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); ; b = in.read()) {
      if (b < 0) {
        throw new EOFException("connection ended within a line: " + line);
      }
      if (b == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\r")) {
          throw new IOException("line without CR: " + text);
        }
        return text.substring(0, text.length() - 1);
      }
      line.write(b);
    }
  }

  /** The next byte; -1 at the end of the stream. */
  public int readByte() throws IOException {
    return in.read();
  }

  /** The next bytes; fewer only at the end of the stream. */
  public byte[] readBytes(int count) throws IOException {
    return in.readNBytes(count);
  }

  /** Whether the server ended the connection, with or without a reset. */
  public boolean isClosedByServer() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  /** Everything up to the end of the connection. */
  public byte[] readToEnd() throws IOException {
    return in.readAllBytes();
  }

  /** Leaves, as a client does that lost interest. */
  public void disconnect() throws IOException {
    socket.close();
  }

  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
