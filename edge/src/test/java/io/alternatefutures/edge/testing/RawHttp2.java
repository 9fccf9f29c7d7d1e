package io.alternatefutures.edge.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One end of an HTTP/2 connection that sends exactly the frames it is told to. */
public final class RawHttp2 implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int PRIORITY = 2;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PUSH_PROMISE = 5;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  public static final int END_STREAM = 1;
  public static final int ACK = 1;
  public static final int END_HEADERS = 4;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int FRAME_BYTES = 16_384;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private boolean acknowledging = true;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

  private RawHttp2(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
  }

  /** A frame as it came. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Frame(int type, int flags, int stream, byte[] payload, Map<String, String> fields) {
    public Frame {
      fields = Map.copyOf(fields);
    }

    public boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /** The error that RST_STREAM or GOAWAY tells. */
    public int error() {
      int at = type == GOAWAY ? 4 : 0;
      return Unpooled.wrappedBuffer(payload).getInt(at);
    }
  }

  /** A whole response. */
  public record Response(
      int status, Map<String, String> fields, String body, Map<String, String> trailers) {
    public Response {
      fields = Map.copyOf(fields);
      trailers = Map.copyOf(trailers);
    }
  }

  /** Connects with prior knowledge, and sends the preface and empty settings. */
  public static RawHttp2 client(int port) throws IOException {
    RawHttp2 client = new RawHttp2(new Socket(InetAddress.getLoopbackAddress(), port));
    client.bytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
    client.frame(SETTINGS, 0, 0);
    return client;
  }

  /** Connects and sends nothing. */
  public static RawHttp2 silent(int port) throws IOException {
    return new RawHttp2(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * The server's end of a connection that a client has begun.
   *
   * @param settings payload of the settings that it sends
   */
  public static RawHttp2 server(Socket accepted, int... settings) throws IOException {
    RawHttp2 server = new RawHttp2(accepted);
    byte[] preface = server.in.readNBytes(PREFACE.length());
    if (!new String(preface, StandardCharsets.US_ASCII).equals(PREFACE)) {
      throw new IOException("not HTTP/2");
    }
    server.frame(SETTINGS, 0, 0, settings);
    return server;
  }

  /** Leaves settings without an answer. */
  public RawHttp2 withoutAcknowledging() {
    acknowledging = false;
    return this;
  }

  public Socket socket() {
    return socket;
  }

  public RawHttp2 bytes(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  public RawHttp2 frame(int type, int flags, int stream, int... payload) throws IOException {
    byte[] bytes = new byte[payload.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) payload[i];
    }
    return frame(type, flags, stream, bytes);
  }

  public RawHttp2 frame(int type, int flags, int stream, byte[] payload) throws IOException {
    return bytes(frameOf(type, flags, stream, payload));
  }

  /** A frame's bytes. */
  public static byte[] frameOf(int type, int flags, int stream, byte[] payload) {
    ByteBuf frame = Unpooled.buffer(9 + payload.length);
    frame.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(stream);
    frame.writeBytes(payload);
    return frame.array();
  }

  /** A header block of names and values in turn, all of them literal. */
  public static byte[] block(String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      string(block, fields[i]);
      string(block, fields[i + 1]);
    }
    return block.toByteArray();
  }

  private static void string(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      while (rest >= 128) {
        block.write((rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  /** A GET of {@code path} at {@code host}. */
  public RawHttp2 get(int stream, String host, String path, String... more) throws IOException {
    return request(stream, END_STREAM, "GET", host, path, more);
  }

  public RawHttp2 request(
      int stream, int flags, String method, String host, String path, String... more)
      throws IOException {
    List<String> fields =
        new ArrayList<>(
            List.of(":method", method, ":scheme", "http", ":authority", host, ":path", path));
    fields.addAll(List.of(more));
    return headers(stream, flags, fields.toArray(String[]::new));
  }

  public RawHttp2 headers(int stream, int flags, String... fields) throws IOException {
    byte[] block = block(fields);
    int first = Math.min(block.length, FRAME_BYTES);
    int end = first == block.length ? END_HEADERS : 0;
    frame(HEADERS, flags | end, stream, Arrays.copyOf(block, first));
    for (int at = first; at < block.length; at += FRAME_BYTES) {
      int next = Math.min(block.length, at + FRAME_BYTES);
      int last = next == block.length ? END_HEADERS : 0;
      frame(CONTINUATION, last, stream, Arrays.copyOfRange(block, at, next));
    }
    return this;
  }

  public RawHttp2 data(int stream, int flags, String text) throws IOException {
    return frame(DATA, flags, stream, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next frame; null at the end of the connection. Settings are acknowledged. */
  public @Nullable Frame next() throws IOException {
    try {
      int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      if (type == SETTINGS && (flags & ACK) == 0 && acknowledging) {
        frame(SETTINGS, ACK, 0);
      }
      Map<String, String> fields = type == HEADERS ? decode(stream, payload) : Map.of();
      return new Frame(type, flags, stream, payload, fields);
    } catch (EOFException | SocketException e) {
      return null;
    }
  }

  /** The next frame of a type, whatever comes before it. */
  public Frame next(int type) throws IOException {
    for (Frame frame = next(); frame != null; frame = next()) {
      if (frame.type == type) {
        return frame;
      }
    }
    throw new EOFException("no frame of type " + type);
  }

  /**
   * The next frame that ends a stream or the connection with an error, or with the answer to it.
   */
  public @Nullable Frame verdict() throws IOException {
    for (Frame frame = next(); frame != null; frame = next()) {
      boolean answer = frame.type == HEADERS || (frame.type == PING && frame.has(ACK));
      if (answer || frame.type == RST_STREAM || frame.type == GOAWAY) {
        return frame;
      }
    }
    return null;
  }

  private Map<String, String> decode(int stream, byte[] block) throws IOException {
    try {
      Http2Headers decoded = decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(block));
      Map<String, String> fields = new TreeMap<>();
      decoded.forEach(field ->
          fields.merge(
              field.getKey().toString(), field.getValue().toString(), (a, b) -> a + ", " + b));
      return fields;
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  /** Reads the response on a stream that is the only one with frames. */
  public Response read(int stream) throws IOException {
    Map<String, String> fields = Map.of();
    Map<String, String> trailers = Map.of();
    StringBuilder body = new StringBuilder();
    for (Frame frame = next(); frame != null; frame = next()) {
      if (frame.stream != stream) {
        continue;
      }
      switch (frame.type) {
        case HEADERS -> {
          if (fields.containsKey(":status")) {
            trailers = frame.fields;
          } else {
            fields = frame.fields;
          }
        }
        case DATA -> body.append(new String(frame.payload, StandardCharsets.ISO_8859_1));
        case RST_STREAM -> throw new IOException("stream reset: " + frame.error());
        default -> {
          continue;
        }
      }
      if (frame.has(END_STREAM)) {
        int status = Integer.parseInt(String.valueOf(fields.get(":status")));
        return new Response(status, fields, body.toString(), trailers);
      }
    }
    throw new EOFException("no response on stream " + stream);
  }

  /** Leaves, as a client does that lost interest. */
  public void disconnect() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
