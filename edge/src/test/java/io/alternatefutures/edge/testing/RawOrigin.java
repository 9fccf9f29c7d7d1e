package io.alternatefutures.edge.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A target on loopback whose behaviour is a script: what a test does with each request, byte by
 * byte. Every connection has a thread.
 */
public final class RawOrigin implements AutoCloseable {
  private final ServerSocket server;
  private final @Nullable SSLContext tls;
  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger serving = new AtomicInteger();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  /** What to do with a request. */
  @FunctionalInterface
  public interface Script {
    void answer(Request request, Wire wire) throws IOException;
  }

  /** A request head, with its body unless it was asked for raw. */
  public record Request(
      String line, List<String> fields, String body, List<String> trailers, int connection) {
    public Request {
      fields = List.copyOf(fields);
      trailers = List.copyOf(trailers);
    }

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

  /** The connection a request came in on. */
  public record Wire(Socket socket, Socket plain, InputStream in, OutputStream out) {
    /** Ends the TCP connection under TLS, as somebody on the way could. */
    public void cut() throws IOException {
      plain.close();
    }

    public void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    public void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** A complete response with a length. */
    public void ok(String body) throws IOException {
      send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    public void close() throws IOException {
      socket.close();
    }

    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  public RawOrigin(Script script) throws IOException {
    this(script, null);
  }

  private RawOrigin(Script script, @Nullable SSLContext tls) throws IOException {
    this.script = script;
    this.tls = tls;
    this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Speaks TLS. */
  public static RawOrigin secure(Script script, SSLContext tls) throws IOException {
    return new RawOrigin(script, tls);
  }

  /** Answers every request with its own line, fields and body, as text. */
  public static RawOrigin echo() throws IOException {
    return new RawOrigin((request, wire) ->
        wire.ok(
            request.line() + "\n" + String.join("\n", request.fields()) + "\n\n" + request.body()));
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url() {
    return (tls == null ? "http://127.0.0.1:" : "https://localhost:") + port();
  }

  /** How many connections were accepted so far. */
  public int connections() {
    return connections.get();
  }

  /** How many connections are open. */
  public int open() {
    return serving.get();
  }

  /** Requests in the order of their arrival. */
  public BlockingQueue<Request> requests() {
    return requests;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        int number = connections.incrementAndGet();
        Thread.ofPlatform().daemon().start(() -> serve(socket, number));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, int number) {
    serving.incrementAndGet();
    try (Socket spoken = spoken(socket)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(spoken.getInputStream());
      Wire wire = new Wire(spoken, socket, in, spoken.getOutputStream());
      while (!spoken.isClosed() && !socket.isClosed()) {
        Request request = read(in, number);
        if (request == null) {
          return;
        }
        requests.add(request);
        script.answer(request, wire);
      }
    } catch (IOException e) {
      // The proxy closed the connection, which tests look at from the other side.
    } finally {
      serving.decrementAndGet();
    }
  }

  private Socket spoken(Socket plain) throws IOException {
    return tls == null ? plain : tls.getSocketFactory().createSocket(plain, null, true);
  }

  private static @Nullable Request read(InputStream in, int connection) throws IOException {
    String line = readLine(in);
    if (line.isEmpty()) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    for (String field = readLine(in); !field.isEmpty(); field = readLine(in)) {
      fields.add(field);
    }
    Request head = new Request(line, fields, "", List.of(), connection);
    if (head.has("X-Raw-Body")) {
      return head;
    }
    String body = "";
    List<String> trailers = new ArrayList<>();
    if (head.field("Transfer-Encoding").equals("chunked")) {
      body = readChunks(in, trailers);
    } else if (head.has("Content-Length")) {
      byte[] bytes = in.readNBytes(Integer.parseInt(head.field("Content-Length")));
      body = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return new Request(line, fields, body, trailers, connection);
  }

  private static String readChunks(InputStream in, List<String> trailers) throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(readLine(in), 16);
      if (size == 0) {
        for (String field = readLine(in); !field.isEmpty(); field = readLine(in)) {
          trailers.add(field);
        }
        return body.toString();
      }
      body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
      readLine(in);
    }
  }

  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Fails, as a machine does that is switched off. */
  public void stop() throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
