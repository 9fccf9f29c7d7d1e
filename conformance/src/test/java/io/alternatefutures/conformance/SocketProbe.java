package io.alternatefutures.conformance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A WebSocket client of a function; the JDK's, with what came in a queue. */
final class SocketProbe implements WebSocket.Listener, AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder bytes = new StringBuilder();
  private final boolean reading;
  private final WebSocket socket;

  private SocketProbe(int port, String slug, String path, boolean reading, String... protocols) {
    this.reading = reading;
    WebSocket.Builder builder =
        client.newWebSocketBuilder().header("Host", slug + ".localhost:" + port);
    if (protocols.length > 0) {
      String[] others = java.util.Arrays.copyOfRange(protocols, 1, protocols.length);
      builder.subprotocols(protocols[0], others);
    }
    socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), this).join();
  }

  static SocketProbe open(int port, String slug, String path, String... protocols) {
    return new SocketProbe(port, slug, path, true, protocols);
  }

  /** One that reads nothing until it is told to. */
  static SocketProbe idle(int port, String slug, String path) {
    return new SocketProbe(port, slug, path, false);
  }

  WebSocket socket() {
    return socket;
  }

  SocketProbe send(String message) {
    socket.sendText(message, true).join();
    return this;
  }

  SocketProbe send(byte[] message) {
    socket.sendBinary(ByteBuffer.wrap(message), true).join();
    return this;
  }

  /** The next message; a binary one as {@code <} and its bytes as characters. */
  String next() {
    try {
      String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message came; the end: " + end.getNow("open"));
      }
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How the connection ended: code and reason, or {@code broken}. */
  String end() {
    try {
      return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the connection did not end", e);
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    if (reading) {
      opened.request(1);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      messages.add(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    bytes.append(StandardCharsets.ISO_8859_1.decode(data));
    if (last) {
      messages.add("<" + bytes);
      bytes.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end.complete(code + " " + reason);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket from, @Nullable Throwable error) {
    end.complete("broken");
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }
}
