package io.alternatefutures.sandbox.worker;

import io.alternatefutures.sandbox.protocol.FrameType;
import io.alternatefutures.sandbox.protocol.FrameWriter;
import io.alternatefutures.sandbox.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the frames that a function's actor sends. */
final class Replies {
  private static final List<String> LEVELS = List.of("debug", "log", "info", "warn", "error");

  private final int functionKey;

  Replies(int functionKey) {
    this.functionKey = functionKey;
  }

  void need(Connection connection) {
    connection.write(out -> out.begin(FrameType.NEED, functionKey).end());
  }

  /** A response whose body is {@code body} as a whole; what the window does not take waits. */
  void complete(Invocation invocation, int status, String headers, byte[] body, long cpuNanos) {
    boolean fits = body.length <= Limits.MAX_BODY_FRAME_BYTES;
    int first = fits ? body.length : 0;
    invocation
        .connection()
        .write(out ->
            out.begin(FrameType.RESPONSE, invocation.stream())
                .u8(fits ? 1 : 0)
                .u64(cpuNanos)
                .u16(status)
                .latin1(headers)
                .raw(body, 0, first)
                .end());
    if (fits) {
      invocation.close();
      return;
    }
    invocation.rest = body;
    invocation.restOffset = 0;
    invocation.credit = Limits.WINDOW_BYTES;
    writeRest(invocation);
  }

  /** Sends as much of a waiting body as the runtime has granted. */
  void writeRest(Invocation invocation) {
    byte[] rest = invocation.rest;
    if (rest == null) {
      return;
    }
    int count = Math.min(invocation.credit, rest.length - invocation.restOffset);
    invocation
        .connection()
        .write(out -> body(out, invocation.stream(), rest, invocation.restOffset, count));
    invocation.credit -= count;
    invocation.restOffset += count;
    if (invocation.restOffset == rest.length) {
      end(invocation, invocation.cpuNanos);
    }
  }

  void head(Invocation invocation, int status, String headers) {
    invocation
        .connection()
        .write(out ->
            out.begin(FrameType.RESPONSE, invocation.stream())
                .u8(0)
                .u64(0)
                .u16(status)
                .latin1(headers)
                .end());
  }

  void body(Invocation invocation, byte[] bytes) {
    invocation.connection().write(out -> body(out, invocation.stream(), bytes, 0, bytes.length));
  }

  void body(Invocation invocation, byte[] bytes, int offset, int count) {
    invocation.connection().write(out -> body(out, invocation.stream(), bytes, offset, count));
  }

  private static void body(FrameWriter out, int stream, byte[] bytes, int offset, int count) {
    int end = offset + count;
    for (int at = offset; at < end; at += Limits.MAX_BODY_FRAME_BYTES) {
      int length = Math.min(Limits.MAX_BODY_FRAME_BYTES, end - at);
      out.begin(FrameType.RESPONSE_BODY, stream).raw(bytes, at, length).end();
    }
  }

  void end(Invocation invocation, long cpuNanos) {
    invocation
        .connection()
        .write(out -> out.begin(FrameType.RESPONSE_END, invocation.stream()).u64(cpuNanos).end());
    invocation.close();
  }

  void fail(Invocation invocation, long cpuNanos, String code, String detail) {
    invocation
        .connection()
        .write(out ->
            out.begin(FrameType.FAIL, invocation.stream())
                .u64(cpuNanos)
                .latin1(code)
                .text(cut(detail))
                .end());
    invocation.close();
  }

  void consumed(Invocation invocation, int bytes) {
    invocation
        .connection()
        .write(out -> out.begin(FrameType.CONSUMED, invocation.stream()).u32(bytes).end());
  }

  void log(Connection connection, int stream, String level, String message) {
    int severity = Math.max(LEVELS.indexOf(level), 0);
    connection.write(out ->
        out.begin(FrameType.LOG, functionKey).u32(stream).u8(severity).text(cut(message)).end());
  }

  /** Says how many lines were not sent. */
  void logDropped(Connection connection, int lines) {
    connection.write(out -> out.begin(FrameType.LOG_DROPPED, functionKey).u32(lines).end());
  }

  /**
   * Has something fetched.
   *
   * @param stream of the request it is made for; 0 when that is not known
   */
  void fetch(
      Connection connection,
      int number,
      int stream,
      String method,
      String url,
      String headers,
      boolean hasBody) {
    connection.write(out ->
        out.begin(FrameType.FETCH, number)
            .u32(functionKey)
            .u32(stream)
            .u8(hasBody ? 1 : 0)
            .latin1(method)
            .text(url)
            .latin1(headers)
            .end());
  }

  void fetchBody(Connection connection, int number, byte[] bytes) {
    connection.write(out -> {
      for (int at = 0; at < bytes.length; at += Limits.MAX_BODY_FRAME_BYTES) {
        int length = Math.min(Limits.MAX_BODY_FRAME_BYTES, bytes.length - at);
        out.begin(FrameType.FETCH_REQUEST_BODY, number).raw(bytes, at, length).end();
      }
    });
  }

  void fetchSignal(Connection connection, byte type, int number) {
    connection.write(out -> out.begin(type, number).end());
  }

  void fetchConsumed(Connection connection, int number, int bytes) {
    connection.write(out -> out.begin(FrameType.FETCH_CONSUMED, number).u32(bytes).end());
  }

  /** Cuts a message so that it fits its frame whatever its characters are. */
  private static String cut(String message) {
    if (message.length() * 3L <= Limits.MAX_LOG_BYTES) {
      return message;
    }
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= Limits.MAX_LOG_BYTES) {
      return message;
    }
    String kept = new String(bytes, 0, Limits.MAX_LOG_BYTES - 8, StandardCharsets.UTF_8);
    return kept.substring(0, kept.length() - 1) + "…";
  }
}
