package io.alternatefutures.conformance;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The last server of a chain: tells each client which request it has seen, and remembers all that
 * came whole. Reads HTTP/1.1 as simply as it can: what it takes for a request, a back end would.
 */
final class Witness implements AutoCloseable {
  private final ServerSocket server;
  private final List<String> seen = new CopyOnWriteArrayList<>();

  Witness() {
    try {
      server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Targets of the requests with {@code mark} in them, in their order. */
  List<String> seen(String mark) {
    return seen.stream().filter(target -> target.contains(mark)).toList();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        String target = request(in);
        seen.add(target);
        String body = "seen " + target;
        String answer =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body);
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException | IllegalArgumentException e) {
      // whoever asked has left, or sent what is no request
    }
  }

  /** Reads a request with its body; gives its target. */
  private static String request(InputStream in) throws IOException {
    String first = line(in);
    long length = 0;
    boolean chunked = false;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      String name = field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT);
      String value = field.substring(field.indexOf(':') + 1).strip();
      if (name.equals("content-length")) {
        length = Long.parseLong(value);
      } else if (name.equals("transfer-encoding")) {
        chunked = true;
      }
    }
    if (chunked) {
      for (int size = size(line(in)); size > 0; size = size(line(in))) {
        skip(in, size);
        line(in);
      }
      while (!line(in).isEmpty()) {
        // a trailer field
      }
    } else {
      skip(in, length);
    }
    return first.split(" ", -1)[1];
  }

  private static int size(String line) {
    return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
  }

  private static void skip(InputStream in, long length) throws IOException {
    for (long i = 0; i < length; i++) {
      if (in.read() < 0) {
        throw new EOFException();
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
