package io.alternatefutures.sandbox.worker.platform;

import com.caoccao.javet.exceptions.JavetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;

/**
 * Answers {@code fetch()} as the server of the web-platform-tests does: the files of their tree,
 * with the headers beside them, and those of its programs that tell a request back or answer with
 * what the query asks for.
 */
final class WptServer implements TestHost.FetchHandler {
  /** Where the tests believe they are served; {@code before.js} has it too. */
  private static final String ORIGIN = "http://web-platform.test:8000";

  private static final String PROGRAMS =
      "/(fetch/api|service-workers/cache-storage)/resources/(?=[^/]*\\.py$)";

  private static final String NONE = "NO";
  private static final String TEXT = "content-type\ntext/plain";
  private static final byte[] DONE = bytes("done");
  private static final Map<String, String> TYPES =
      Map.of("txt", "text/plain", "json", "application/json", "js", "text/javascript");

  /** A request whose body may still be arriving. */
  private record Asked(
      int id, String method, String url, String headers, ByteArrayOutputStream body) {
    String header(String name) {
      String[] pairs = headers.split("\n", -1);
      for (int i = 0; i + 1 < pairs.length; i += 2) {
        if (pairs[i].equalsIgnoreCase(name)) {
          return pairs[i + 1];
        }
      }
      return NONE;
    }

    Map<String, String> query() {
      Map<String, String> query = new HashMap<>();
      int mark = url.indexOf('?');
      for (String pair : mark < 0 ? new String[0] : url.substring(mark + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        query.putIfAbsent(
            decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
      return query;
    }

    String path() {
      int mark = url.indexOf('?');
      return decode(url.substring(ORIGIN.length(), mark < 0 ? url.length() : mark));
    }

    private static String decode(String text) {
      return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
    }
  }

  /** Headers as the host has them: name, value, name, value…, each on a line. */
  private record Answer(int status, String headers, List<byte[]> chunks, boolean endless) {
    Answer(int status, String headers, byte[] body) {
      this(status, headers, body.length == 0 ? List.of() : List.of(body), false);
    }
  }

  private final Path root;
  private final Map<Integer, Asked> open = new HashMap<>();
  private final Queue<Asked> complete = new ArrayDeque<>();

  /** Responses without end, by the key of their state in the stash. */
  private final Map<Integer, String> endless = new HashMap<>();

  /** What tests put aside, and take once. */
  private final Map<String, String> stash = new HashMap<>();

  WptServer(Path root) {
    this.root = root;
  }

  @Override
  public void fetch(int id, String method, String url, String headers, boolean hasBody) {
    Asked asked = new Asked(id, method, url, headers, new ByteArrayOutputStream());
    if (hasBody) {
      open.put(id, asked);
    } else {
      complete.add(asked);
    }
  }

  @Override
  public void write(int id, byte[] bytes) {
    Asked asked = open.get(id);
    if (asked != null) {
      asked.body().writeBytes(bytes);
    }
  }

  @Override
  public void end(int id) {
    Asked asked = open.remove(id);
    if (asked != null) {
      complete.add(asked);
    }
  }

  @Override
  public void cancel(int id) {
    open.remove(id);
    complete.removeIf(asked -> asked.id() == id);
    String state = endless.remove(id);
    if (state != null) {
      stash.put(state, "\"closed\"");
    }
  }

  /** Answers the oldest request that is complete; false when there is none. */
  boolean answerOne(TestIsolate isolate) throws JavetException {
    Asked asked = complete.poll();
    if (asked == null) {
      return false;
    }
    if (!asked.url().startsWith(ORIGIN + "/")) {
      isolate.call("fetchError", asked.id(), "there is no other server");
      return true;
    }
    Answer answer = answer(asked);
    isolate.call("fetchHead", asked.id(), answer.status(), reason(asked), answer.headers());
    if (!asked.method().equals("HEAD")) {
      for (byte[] chunk : answer.chunks()) {
        isolate.call("fetchChunk", asked.id(), chunk);
      }
    }
    if (!answer.endless()) {
      isolate.call("fetchEnd", asked.id());
    }
    return true;
  }

  private static String reason(Asked asked) {
    return asked.url().contains("status.py") ? asked.query().getOrDefault("text", "OMG") : "OK";
  }

  private Answer answer(Asked asked) {
    String path = asked.path();
    return switch (path.replaceFirst(PROGRAMS, "")) {
      case "echo-content.py" ->
          new Answer(
              200,
              "X-Request-Method\n"
                  + asked.method()
                  + "\nX-Request-Content-Length\n"
                  + asked.header("content-length")
                  + "\nX-Request-Content-Type\n"
                  + asked.header("content-type")
                  + "\nContent-Type\ntext/plain",
              asked.body().toByteArray());
      case "inspect-headers.py" -> new Answer(200, inspected(asked), new byte[0]);
      case "method.py" -> new Answer(200, described(asked), asked.body().toByteArray());
      case "status.py" ->
          new Answer(
              Integer.parseInt(asked.query().getOrDefault("code", "200")),
              "Content-Type\n"
                  + asked.query().getOrDefault("type", "")
                  + "\nX-Request-Method\n"
                  + asked.method(),
              bytes(asked.query().getOrDefault("content", "")));
      case "fetch-status.py" ->
          new Answer(Integer.parseInt(asked.query().get("status")), TEXT, new byte[0]);
      case "vary.py" ->
          new Answer(200, TEXT + "\nvary\n" + asked.query().getOrDefault("vary", "x"), DONE);
      case "redirect.py" ->
          new Answer(
              Integer.parseInt(asked.query().getOrDefault("redirect_status", "302")),
              "Location\n" + asked.query().getOrDefault("location", ""),
              new byte[0]);
      case "stash-put.py" -> {
        stash.put(asked.query().getOrDefault("key", ""), '"' + asked.query().get("value") + '"');
        yield new Answer(200, TEXT, DONE);
      }
      case "stash-take.py" -> {
        String taken = stash.remove(asked.query().getOrDefault("key", ""));
        yield new Answer(200, TEXT, bytes(taken == null ? "null" : taken));
      }
      case "infinite-slow-response.py" -> {
        String state = asked.query().getOrDefault("stateKey", "");
        endless.put(asked.id(), state);
        stash.put(state, "\"open\"");
        yield new Answer(200, TEXT, List.of(new byte[2048]), true);
      }
      case "trickle.py" -> {
        int count = Integer.parseInt(asked.query().getOrDefault("count", "1"));
        yield new Answer(200, TEXT, Collections.nCopies(count, bytes("TEST_TRICKLE\n")), false);
      }
      default -> file(path);
    };
  }

  private static String inspected(Asked asked) {
    StringBuilder headers = new StringBuilder(TEXT);
    for (String name : asked.query().getOrDefault("headers", "").split("\\|", -1)) {
      String value = asked.header(name);
      if (!value.equals(NONE)) {
        headers.append("\nx-request-").append(name).append('\n').append(value);
      }
    }
    return headers.toString();
  }

  private static String described(Asked asked) {
    StringBuilder headers = new StringBuilder("x-request-method\n" + asked.method());
    for (String name : new String[] {"type", "length", "encoding", "language", "location"}) {
      headers.append("\nx-request-content-").append(name);
      headers.append('\n').append(asked.header("content-" + name));
    }
    return headers.toString();
  }

  private Answer file(String path) {
    Path file = root.resolve(path.substring(1)).normalize();
    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
      return new Answer(404, TEXT, new byte[0]);
    }
    try {
      if (path.endsWith(".asis")) {
        return asIs(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
      String name = file.getFileName().toString();
      String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      String headers = "content-type\n" + TYPES.getOrDefault(extension, "application/octet-stream");
      Path beside = file.resolveSibling(name + ".headers");
      if (Files.exists(beside)) {
        headers = lines(Files.readString(beside, StandardCharsets.ISO_8859_1));
      }
      return new Answer(200, headers, Files.readAllBytes(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A response as it would be on the wire. */
  private static Answer asIs(String text) {
    String[] parts = text.replace("\r\n", "\n").split("\n\n", 2);
    int status = Integer.parseInt(parts[0].split(" ", 3)[1]);
    byte[] body = bytes(parts.length > 1 ? parts[1] : "");
    return new Answer(status, lines(parts[0].substring(parts[0].indexOf('\n') + 1)), body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String lines(String headers) {
    StringBuilder list = new StringBuilder();
    for (String line : headers.lines().filter(text -> text.contains(":")).toList()) {
      int colon = line.indexOf(':');
      list.append(list.isEmpty() ? "" : "\n").append(line, 0, colon);
      list.append('\n').append(line.substring(colon + 1).replaceAll("^[ \\t]+|[ \\t]+$", ""));
    }
    return list.toString();
  }
}
