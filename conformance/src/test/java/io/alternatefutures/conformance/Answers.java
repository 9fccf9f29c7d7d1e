package io.alternatefutures.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What comes back over a connection that some bytes were sent over. */
final class Answers implements AutoCloseable {
  private static final int QUIET_MILLIS = 60;
  private static final Pattern SEEN = Pattern.compile("seen (/\\S*?)(?=HTTP/1\\.[01] |$|\\s)");

  private final Socket socket;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  private Answers(Socket socket) {
    this.socket = socket;
  }

  static Answers to(int port, String bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(QUIET_MILLIS);
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    return new Answers(socket);
  }

  /** Reads until nothing comes for a moment, or nothing more can come. */
  void readWhatIsThere() {
    byte[] buffer = new byte[8_192];
    try {
      for (int n = socket.getInputStream().read(buffer); n >= 0; ) {
        received.write(buffer, 0, n);
        n = socket.getInputStream().read(buffer);
      }
    } catch (SocketTimeoutException e) {
      // that is all for now
    } catch (IOException e) {
      // the connection was reset, after what was read
    }
  }

  /** Targets that the witness says it has seen, in the order of the answers. */
  List<String> seen() {
    List<String> seen = new ArrayList<>();
    Matcher matcher = SEEN.matcher(received.toString(StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      seen.add(matcher.group(1));
    }
    return seen;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
